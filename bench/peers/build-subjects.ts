import { readdirSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AUTHORIZER_ID } from "../../infra/bundling/function-entries.ts";
import { handlerFile } from "../cold/subjects.ts";
import { bundlePeer, compilePeers, installPeers, PEERS_DIR } from "./build-peers.ts";
import { type Bundles, JOBS, type Job, type PeerName, type Subject } from "./subject.ts";

/** Entry files of each peer: one that verifies tokens, and one that leaves that to the gateway. */
const VARIANTS = [
  { service: "Hono", verifying: "handler", trusting: "behind-authorizer" },
  {
    service: "Hono",
    verifying: "get-profile-handler",
    trusting: "get-profile-behind-authorizer",
    hasAllJobs: false,
  },
  { service: "Powertools", verifying: "handler", trusting: "behind-authorizer" },
  { service: "Express", verifying: "handler", trusting: "behind-authorizer" },
  { service: "NestJS", verifying: "handler", trusting: "behind-authorizer" },
] as const satisfies readonly Variant[];

interface Variant {
  readonly service: PeerName;
  readonly verifying: string;
  readonly trusting: string;
  readonly hasAllJobs?: boolean;
}

/**
 * Installs what the peers need, checks their types, and bundles each of them in both builds.
 * @param outdir inside the repository, so that sharp is found from there
 * @param functionsDir where `buildFunctions` has put the API's own
 */
export async function buildSubjects(outdir: string, functionsDir: string): Promise<Subject[]> {
  await installPeers();
  const compiledDir = join(outdir, "compiled");
  await compilePeers(compiledDir);
  const peers = VARIANTS.flatMap((variant) =>
    (["stock build", "our build"] as const).map(async (build): Promise<Subject> => {
      const bundle = (entry: string) =>
        bundlePeer({ service: variant.service, entry, build, outdir, compiledDir });
      const whole = await bundle(variant.verifying);
      const behind = await bundle(variant.trusting);
      const behindAuthorizer = forEachJob(() => behind);
      return {
        service: variant.service,
        build,
        hasAllJobs: !("hasAllJobs" in variant),
        whole: forEachJob(() => whole),
        behindAuthorizer,
        guarded: await guard(behindAuthorizer, join(dirname(behind), "guarded"), functionsDir),
        bytes: bytesBeside(behind),
      };
    }),
  );
  return [await ownSubject(outdir, functionsDir), ...(await Promise.all(peers))];
}

/** As Lambda loads it: by the module that gets each function ready. */
async function ownSubject(outdir: string, functionsDir: string): Promise<Subject> {
  const behindAuthorizer = forEachJob((job) => handlerFile(join(functionsDir, job, "index.js")));
  const whole = await guard(behindAuthorizer, join(outdir, "profiles-api"), functionsDir);
  return {
    service: "profiles-api",
    build: "our build",
    hasAllJobs: true,
    whole,
    behindAuthorizer,
    guarded: whole,
    bytes: bytesBeside(behindAuthorizer["get-profile"]),
  };
}

/** Puts the authorizer in front of each bundle, as one file that loads both. */
async function guard(bundles: Bundles, folder: string, functionsDir: string): Promise<Bundles> {
  const authorizer = join(functionsDir, AUTHORIZER_ID, "index.js");
  const guarded = forEachJob((job) => join(folder, `${job}.mjs`));
  const program = JSON.stringify(join(PEERS_DIR, "authorized.cjs"));
  await mkdir(folder, { recursive: true });
  for (const job of JOBS) {
    const loaded = [authorizer, bundles[job]].map((file) => JSON.stringify(file)).join(", ");
    const text = `import { authorized } from ${program};
export const handler = await authorized(${loaded});
`;
    await writeFile(guarded[job], text);
  }
  return guarded;
}

function forEachJob(file: (job: Job) => string): Bundles {
  return Object.fromEntries(JOBS.map((job) => [job, file(job)])) as Record<Job, string>;
}

/** Of a bundle and the files beside it. */
function bytesBeside(file: string): number {
  const folder = dirname(file);
  const scripts = readdirSync(folder).filter((name) => /\.m?js$/.test(name));
  return scripts.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
