import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { bundleOptions } from "../../infra/build.ts";
import { AUTHORIZER_ID } from "../../infra/function-entries.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { OPTIONAL_PACKAGES } from "./optional-packages.ts";
import { type BuildName, type Bundles, JOBS, type Service, type Subject } from "./subject.ts";

const PEERS = join(repositoryRoot, "bench", "peers");
const FOLDERS = { Hono: "hono", Express: "express", NestJS: "nest" } as const;
const ENTRIES = ["handler", "behind-authorizer"] as const;

/** What Hono's starter for Lambda has as its build script, and what Express has no other for. */
const STOCK_OPTIONS = {
  bundle: true,
  platform: "node",
  target: "node24",
  external: ["sharp"],
  logLevel: "error",
} satisfies BuildOptions;

const OUR_OPTIONS = {
  ...bundleOptions,
  external: [...bundleOptions.external, ...OPTIONAL_PACKAGES],
} satisfies BuildOptions;

const run = promisify(execFile);

/**
 * Installs what the peers need, checks their types, and bundles each of them in both builds.
 * @param outdir inside the repository, so that sharp is found from there
 * @param functionsDir where `buildFunctions` has put the API's own
 */
export async function buildSubjects(outdir: string, functionsDir: string): Promise<Subject[]> {
  await install();
  const compiled = join(outdir, "compiled");
  await compile(compiled);
  const subjects = [await ownSubject(outdir, functionsDir)];
  for (const service of ["Hono", "Express", "NestJS"] as const) {
    for (const name of ["stock build", "our build"] as const) {
      const folder = join(outdir, FOLDERS[service], name.replace(" ", "-"));
      await bundlePeer(service, name, folder, compiled);
      subjects.push(await peerSubject(service, name, folder, functionsDir));
    }
  }
  return subjects;
}

async function install(): Promise<void> {
  if (existsSync(join(PEERS, "node_modules", ".package-lock.json"))) return;
  await run("npm", ["ci", "--prefix", PEERS], { cwd: PEERS });
}

/** Checks the types as well. */
async function compile(outDir: string): Promise<void> {
  const options = ["--noEmit", "false", "--outDir", outDir, "--rootDir", repositoryRoot];
  const compiler = join(repositoryRoot, "node_modules", ".bin", "tsc");
  await run(compiler, ["-p", PEERS, ...options]);
}

async function bundlePeer(
  service: Exclude<Service, "profiles-api">,
  name: BuildName,
  folder: string,
  compiled: string,
): Promise<void> {
  const source = FOLDERS[service];
  for (const entry of ENTRIES) {
    const outfile = join(folder, entry, "index.js");
    if (service === "NestJS" && name === "stock build") {
      const program = join(PEERS, "nest", "stock-build.ts");
      const modules = [join(PEERS, "node_modules"), join(repositoryRoot, "node_modules")];
      const file = join(compiled, "bench", "peers", source, `${entry}.js`);
      await run(process.execPath, [program, file, outfile, ...modules]);
    } else {
      const options = name === "our build" ? OUR_OPTIONS : STOCK_OPTIONS;
      await build({ ...options, entryPoints: [join(PEERS, source, `${entry}.ts`)], outfile });
    }
    await writeFile(join(folder, entry, "package.json"), '{"type":"commonjs"}\n');
  }
}

async function peerSubject(
  service: Service,
  name: BuildName,
  folder: string,
  functionsDir: string,
): Promise<Subject> {
  const behind = join(folder, "behind-authorizer", "index.js");
  const behindAuthorizer = forEachJob(() => behind);
  return {
    service,
    build: name,
    whole: forEachJob(() => join(folder, "handler", "index.js")),
    behindAuthorizer,
    guarded: await guard(behindAuthorizer, join(folder, "guarded"), functionsDir),
    bytes: bytesBeside(behind),
  };
}

async function ownSubject(outdir: string, functionsDir: string): Promise<Subject> {
  const behindAuthorizer = forEachJob((job) => join(functionsDir, job, "index.js"));
  const whole = await guard(behindAuthorizer, join(outdir, "profiles-api"), functionsDir);
  return {
    service: "profiles-api",
    build: "our build",
    whole,
    behindAuthorizer,
    guarded: whole,
    bytes: bytesBeside(behindAuthorizer["get-profile"]),
  };
}

/** Puts the authorizer in front of each bundle, as one file that loads both. */
async function guard(bundles: Bundles, folder: string, functionsDir: string): Promise<Bundles> {
  const authorizer = join(functionsDir, AUTHORIZER_ID, "index.js");
  const files = forEachJob((job) => join(folder, `${job}.cjs`));
  await mkdir(folder, { recursive: true });
  const program = JSON.stringify(join(PEERS, "authorized.cjs"));
  for (const job of JOBS) {
    const files_ = [authorizer, bundles[job]].map((file) => JSON.stringify(file)).join(", ");
    const text = `exports.handler = require(${program}).authorized(${files_});\n`;
    await writeFile(files[job], text);
  }
  return files;
}

function forEachJob(file: (job: (typeof JOBS)[number]) => string): Bundles {
  return Object.fromEntries(JOBS.map((job) => [job, file(job)])) as Record<
    (typeof JOBS)[number],
    string
  >;
}

/** Of a bundle and the chunks beside it. */
function bytesBeside(file: string): number {
  const folder = dirname(file);
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  return scripts.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
