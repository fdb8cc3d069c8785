import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { bundleOptions } from "../infra/build.ts";
import { startStubTable, stubProfile } from "./stub-table.ts";

/**
 * How long the get-profile bundle takes, in a fresh process, to load and answer its first request:
 * as shipped, and the same code with esbuild's defaults. Samples are taken in turns, in an order
 * shuffled each round, so that what else the machine does hits all alike.
 */
const ROUNDS = 21;
const entry = new URL("../functions/profiles/get-profile.ts", import.meta.url).pathname;
const subjects: Readonly<Record<string, BuildOptions>> = {
  shipped: bundleOptions,
  "esbuild defaults": { bundle: true, platform: "node", format: "cjs", logLevel: "silent" },
};

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "cold-start-"));
const { url, server } = await startStubTable();
try {
  writeFileSync(join(folder, "event.json"), JSON.stringify(event()));
  const names = Object.keys(subjects);
  const samples = new Map<string, number[]>(names.map((name) => [name, []]));
  await Promise.all(names.map(bundle));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of names.toSorted(() => Math.random() - 0.5)) {
      const ms = await firstCall(name);
      // The first round fills the file cache.
      if (round > 0) samples.get(name)?.push(ms);
    }
  }
  report(samples);
} finally {
  server.close();
  rmSync(folder, { recursive: true });
}

function fileOf(name: string): string {
  return join(folder, `${name.replaceAll(" ", "-")}.cjs`);
}

async function bundle(name: string): Promise<void> {
  await build({ ...subjects[name], entryPoints: [entry], outfile: fileOf(name) });
}

async function firstCall(name: string): Promise<number> {
  const child = new URL("first-call.cjs", import.meta.url).pathname;
  const { stdout } = await run(
    process.execPath,
    [child, fileOf(name), join(folder, "event.json")],
    { env: environment() },
  );
  const { statusCode, totalMs } = JSON.parse(stdout) as { statusCode: number; totalMs: number };
  if (statusCode !== 200) throw new Error(`${name} answered ${statusCode}.`);
  return totalMs;
}

function environment(): NodeJS.ProcessEnv {
  return {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
    AWS_ENDPOINT_URL_DYNAMODB: url,
    TABLE_NAME: "bench",
    PHOTO_BUCKET: "bench",
    PHOTO_BASE_URL: "https://photos.example",
    API_BASE_URL: "https://api.example",
    PROFILES_PER_ACCOUNT: "25",
    SESSION_REQUESTS_PER_DAY: "10000",
    CORS_ORIGINS: "*",
  };
}

function event(): object {
  return {
    httpMethod: "GET",
    multiValueHeaders: {},
    pathParameters: { profile_id: stubProfile.id },
    queryStringParameters: null,
    requestContext: {
      requestId: "bench",
      authorizer: { account: "bench", credential: "jwt", plan: "session" },
    },
  };
}

function report(samples: ReadonlyMap<string, readonly number[]>): void {
  const base = median(samples.get("esbuild defaults") ?? []);
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${ROUNDS} rounds`);
  for (const [name, values] of samples) {
    const sorted = values.toSorted((a, b) => a - b);
    const kb = Math.round(statSync(fileOf(name)).size / 1024);
    const spread = `${sorted[0]?.toFixed(1)}–${sorted.at(-1)?.toFixed(1)}`;
    const ratio = (median(values) / base).toFixed(2);
    console.log(
      `${name.padEnd(18)} ${String(kb).padStart(5)} KB  median ${median(values).toFixed(1)} ms (${spread})  ${ratio} ×`,
    );
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
