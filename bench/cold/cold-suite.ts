import { statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { bundleOptions } from "../../infra/build.ts";
import { median, shuffled, withSpread } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";
import { measureFirstCall } from "./measure-first-call.ts";
import { startStubTable, stubProfile } from "./stub-table.ts";

const ROUNDS = 21;
const entry = new URL("../../functions/profiles/get-profile.ts", import.meta.url).pathname;

/** What anybody gets who bundles without a thought. */
export const ESBUILD_DEFAULTS = {
  bundle: true,
  platform: "node",
  format: "cjs",
  logLevel: "silent",
} satisfies BuildOptions;

const SUBJECTS: Readonly<Record<string, BuildOptions>> = {
  shipped: bundleOptions,
  "esbuild defaults": ESBUILD_DEFAULTS,
};

export const coldSuite: Suite = { name: "cold", title: "Cold start", run };

async function run({ rounds = ROUNDS }: RunOptions): Promise<SuiteResult> {
  const folder = await mkdtemp(join(tmpdir(), "cold-"));
  const { url, server } = await startStubTable();
  const eventFile = join(folder, "event.json");
  const samples: Record<string, number[]> = {};
  const bundleOf = (name: string) => join(folder, `${name.replaceAll(" ", "-")}.cjs`);
  try {
    await writeFile(eventFile, JSON.stringify(event()));
    for (const [name, options] of Object.entries(SUBJECTS)) {
      await build({ ...options, entryPoints: [entry], outfile: bundleOf(name) });
    }
    for (let round = 0; round <= rounds; round += 1) {
      for (const name of shuffled(Object.keys(SUBJECTS))) {
        const { totalMs } = await measureFirstCall({
          bundle: bundleOf(name),
          eventFile,
          env: environment(url),
        });
        // The first round fills the file cache.
        if (round === 0) samples[name] = [];
        else samples[name]?.push(totalMs);
      }
    }
    const rows = Object.entries(samples).map(([name, values]) => [
      name,
      (statSync(bundleOf(name)).size / 1_024).toFixed(0),
      withSpread(values),
    ]);
    const ratio = median(samples.shipped ?? []) / median(samples["esbuild defaults"] ?? []);
    return {
      method: ["A fresh process a sample loads the bundle and answers one real event."],
      tables: [{ title: "", columns: ["get-profile", "KB", "ms"], rows }],
      targets: [
        {
          what: "get-profile, cold, against esbuild's defaults",
          value: ratio,
          most: 0.55,
          unit: "×",
        },
      ],
      charts: [],
      samples,
    };
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
}

function environment(url: string): Record<string, string> {
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
