import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildFunctions } from "../../infra/bundling/build.ts";
import { localSettings } from "../../infra/laptop/local-settings.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { synthesise } from "../../infra/synthesise.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";
import { buildSubjects } from "./build-subjects.ts";
import { requireContract } from "./contract/contract.ts";
import { type LocalServices, startLocalServices } from "./local-services.ts";
import { measureCold } from "./measure-cold.ts";
import { measureWarm } from "./measure-warm.ts";
import { peersResult } from "./peers-result.ts";
import { RunningSubject } from "./running-subject.ts";
import { nameOf, type Subject } from "./subject.ts";

const COLD_ROUNDS = 21;
const WARM_ROUNDS = 30;

/** The same five jobs by this API and by services on Hono, Powertools, Express and NestJS. */
export const peersSuite: Suite = { name: "peers", title: "Against other frameworks", run };

async function run({ rounds, log }: RunOptions): Promise<SuiteResult> {
  const parent = join(repositoryRoot, "dist");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "peers-"));
  const assembly = join(folder, "assembly");
  try {
    await buildFunctions({ outdir: folder });
    await synthesise({
      context: localSettings,
      outdir: assembly,
      imageLayer: "host",
      bundlesDir: folder,
    });
    const subjects = await buildSubjects(join(folder, "peers"), join(folder, "functions"));
    log(`${subjects.length} services built`);
    const services = await startLocalServices(assembly, log);
    try {
      const options = { coldRounds: rounds ?? COLD_ROUNDS, warmRounds: rounds ?? WARM_ROUNDS, log };
      return await measure(subjects, services, folder, options);
    } finally {
      await services.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  subjects: readonly Subject[],
  services: LocalServices,
  folder: string,
  { coldRounds, warmRounds, log }: MeasureOptions,
): Promise<SuiteResult> {
  const running = new Map<Subject, RunningSubject>();
  try {
    for (const subject of subjects.filter(({ hasAllJobs }) => hasAllJobs)) {
      running.set(subject, new RunningSubject(subject.whole, services.env));
      await requireContracts(subject, running.get(subject) as RunningSubject, services);
      log(`${nameOf(subject)} keeps the contract`);
    }
    const warm = await measureWarm(running, services, { rounds: warmRounds, log });
    for (const process of running.values()) await process.stop();
    const cold = await measureCold(subjects, services, folder, { rounds: coldRounds, log });
    return peersResult(cold, warm, { coldRounds, warmRounds });
  } finally {
    for (const process of running.values()) await process.stop();
  }
}

interface MeasureOptions {
  readonly coldRounds: number;
  readonly warmRounds: number;
  readonly log: RunOptions["log"];
}

/** Both ways that will be measured. */
async function requireContracts(
  subject: Subject,
  whole: RunningSubject,
  services: LocalServices,
): Promise<void> {
  await requireContract(nameOf(subject), whole, services);
  if (subject.guarded === subject.whole) return;
  const guarded = new RunningSubject(subject.guarded, services.env);
  try {
    await requireContract(`${nameOf(subject)} behind the authorizer`, guarded, services);
  } finally {
    await guarded.stop();
  }
}
