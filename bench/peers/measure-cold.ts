import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { APIGatewayProxyResult } from "aws-lambda";
import { type FirstCall, measureFirstCall } from "../cold/measure-first-call.ts";
import { shuffled } from "../statistics.ts";
import type { RunOptions } from "../suite.ts";
import { ContractClient } from "./contract/contract-client.ts";
import { shortForm } from "./contract/creating.ts";
import type { LocalServices } from "./local-services.ts";
import { proxyEvent } from "./proxy-event.ts";
import { RunningSubject } from "./running-subject.ts";
import { type Subject, WAYS } from "./subject.ts";

/** First calls of one subject: the get-profile of a profile with two jobs. */
export interface ColdSamples {
  readonly subject: Subject;
  /** Of the service alone, told by the gateway who calls. */
  readonly behindAuthorizer: FirstCall[];
  /** With the token verified: by the service, or by the authorizer in the same process. */
  readonly whole: FirstCall[];
}

/** @param folder for the events */
export async function measureCold(
  subjects: readonly Subject[],
  services: LocalServices,
  folder: string,
  { rounds, log }: { readonly rounds: number; readonly log: RunOptions["log"] },
): Promise<ColdSamples[]> {
  const events = await writeEvents(subjects, services, folder);
  const samples = subjects.map(
    (subject): ColdSamples => ({ subject, behindAuthorizer: [], whole: [] }),
  );
  const tasks = samples.flatMap((sample) => WAYS.map((way) => ({ sample, way })));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { sample, way } of shuffled(tasks)) {
      const bundle = sample.subject[way]["get-profile"];
      const call = await measureFirstCall({ bundle, eventFile: events[way], env: services.env });
      requireSameAnswer(bundle, call.answer, events.expected);
      // The first round fills the file cache.
      if (round > 0) sample[way].push(call);
    }
    log(`cold: round ${round} of ${rounds}`);
  }
  return samples;
}

async function writeEvents([subject]: readonly Subject[], services: LocalServices, folder: string) {
  const account = "cold";
  const token = await services.issuer.token(account);
  const expected = await createProfile(subject as Subject, services, token);
  const verified = proxyEvent("get-profile", { token, profileId: expected.id });
  const authorizer = { account, credential: "jwt", plan: "session" };
  const trusted = { ...verified, requestContext: { ...verified.requestContext, authorizer } };
  const files = {
    whole: join(folder, "whole.json"),
    behindAuthorizer: join(folder, "behind.json"),
  };
  await writeFile(files.whole, JSON.stringify(verified));
  await writeFile(files.behindAuthorizer, JSON.stringify(trusted));
  return { ...files, expected };
}

async function createProfile(
  subject: Subject,
  services: LocalServices,
  token: string,
): Promise<{ readonly id: string }> {
  const running = new RunningSubject(subject.whole, services.env);
  try {
    const client = new ContractClient(running, token);
    const { json } = await client.create(shortForm("Jane Doe", { bio: "Homes by the sea." }));
    const job = { jobTitle: "Broker", company: "Acme", startDate: "2019-05" };
    const change = { workExperiences: [job, job], skills: ["Law", "Staging"] };
    return (await client.patch(json.id, change)).json;
  } finally {
    await running.stop();
  }
}

function requireSameAnswer(bundle: string, answer: unknown, expected: object): void {
  const { statusCode, body, isBase64Encoded } = answer as APIGatewayProxyResult;
  const text = Buffer.from(body, isBase64Encoded ? "base64" : "utf8").toString();
  if (statusCode === 200 && isDeepStrictEqual(JSON.parse(text), expected)) return;
  throw new Error(`${bundle} answered ${statusCode}: ${text}`);
}
