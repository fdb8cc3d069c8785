import type { APIGatewayProxyEvent } from "aws-lambda";
import { jpeg } from "../../test/support/images.ts";
import { shuffled } from "../statistics.ts";
import type { RunOptions } from "../suite.ts";
import { ContractClient } from "./contract/contract-client.ts";
import { fullForm, shortForm } from "./contract/creating.ts";
import type { LocalServices } from "./local-services.ts";
import { formBody, type JobRequest, proxyEvent } from "./proxy-event.ts";
import type { RunningSubject } from "./running-subject.ts";
import { JOBS, type Job, type Subject } from "./subject.ts";

/** Calls of a job in one round. */
const CALLS: Readonly<Record<Job, number>> = {
  "create-profile": 2,
  "list-profiles": 6,
  "get-profile": 20,
  "update-profile": 6,
  "delete-profile": 2,
};
const WARM_UP_ROUNDS = 4;
const PROFILES = 20;

/** What a job took in a process that has answered it before. */
export interface JobSamples {
  readonly microseconds: number[];
  /** CPU time of a call, the mean of each batch. */
  readonly cpuMicroseconds: number[];
}

/** All that was measured of one service in one build. */
export interface WarmSamples {
  readonly subject: Subject;
  readonly jobs: Readonly<Record<Job, JobSamples>>;
  /** Most memory the process ever held. */
  peakMb: number;
}

/** A service that runs, with an account of twenty profiles. */
interface Prepared {
  readonly samples: WarmSamples;
  readonly running: RunningSubject;
  readonly token: string;
  readonly profileId: string;
}

/** @param running each subject in a process of its own, with the token verified */
export async function measureWarm(
  running: ReadonlyMap<Subject, RunningSubject>,
  services: LocalServices,
  { rounds, log }: { readonly rounds: number; readonly log: RunOptions["log"] },
): Promise<WarmSamples[]> {
  const prepared: Prepared[] = [];
  for (const [subject, process] of running) {
    prepared.push(await prepare(subject, process, services, prepared.length));
  }
  const form = await formBody(fullForm("Bench", await jpeg(1_600, 1_200)));
  for (let round = 1; round <= WARM_UP_ROUNDS + rounds; round += 1) {
    for (const one of shuffled(prepared)) {
      await runJobs(one, form, round, round > WARM_UP_ROUNDS);
    }
    if (round % 10 === 0) log(`warm: round ${round} of ${WARM_UP_ROUNDS + rounds}`);
  }
  return prepared.map(({ samples }) => samples);
}

async function prepare(
  subject: Subject,
  running: RunningSubject,
  services: LocalServices,
  number: number,
): Promise<Prepared> {
  const token = await services.issuer.token(`warm-${number}`);
  const client = new ContractClient(running, token);
  const ids: string[] = [];
  for (let count = 0; count < PROFILES; count += 1) {
    const { json } = await client.create(shortForm(`Jane ${number} ${count}`));
    const job = { jobTitle: "Broker", company: "Acme", startDate: "2019-05" };
    await client.patch(json.id, { workExperiences: [job, job], skills: ["Law", "Staging"] });
    ids.push(json.id);
  }
  const jobs = Object.fromEntries(
    JOBS.map((job): [Job, JobSamples] => [job, { microseconds: [], cpuMicroseconds: [] }]),
  ) as Record<Job, JobSamples>;
  return { samples: { subject, jobs, peakMb: 0 }, running, token, profileId: ids[0] ?? "" };
}

/** One round: what is created is deleted at its end, so that there are always twenty. */
async function runJobs(
  prepared: Prepared,
  form: JobRequest,
  round: number,
  counts: boolean,
): Promise<void> {
  const { profileId } = prepared;
  const created = await callJob(prepared, "create-profile", () => form, counts);
  await callJob(prepared, "list-profiles", () => ({}), counts);
  await callJob(prepared, "get-profile", () => ({ profileId }), counts);
  const change = (index: number) => JSON.stringify({ bio: `Round ${round}, change ${index}.` });
  const headers = { "Content-Type": "application/json" };
  const patch = (index: number) => ({ profileId, body: change(index), headers });
  await callJob(prepared, "update-profile", patch, counts);
  const remove = (index: number) => ({ profileId: created[index] ?? "" });
  await callJob(prepared, "delete-profile", remove, counts);
}

/** @returns the ids in the answers */
async function callJob(
  { samples, running, token }: Prepared,
  job: Job,
  request: (index: number) => JobRequest,
  counts: boolean,
): Promise<string[]> {
  const events = Array.from(
    { length: CALLS[job] },
    (_, index): APIGatewayProxyEvent => proxyEvent(job, { token, ...request(index) }),
  );
  const batch = await running.call(job, events);
  const failed = batch.answers.find(({ statusCode }) => statusCode >= 300);
  if (failed) throw new Error(`${job} answered ${failed.statusCode}: ${failed.body}`);
  samples.peakMb = batch.peakMb;
  if (counts) {
    samples.jobs[job].microseconds.push(...batch.microseconds);
    samples.jobs[job].cpuMicroseconds.push(batch.cpuMicroseconds / events.length);
  }
  if (job !== "create-profile") return [];
  return batch.answers.map(({ body, isBase64Encoded }) => {
    const text = Buffer.from(body, isBase64Encoded ? "base64" : "utf8").toString();
    return JSON.parse(text).id;
  });
}
