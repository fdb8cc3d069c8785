import { randomBytes } from "node:crypto";
import type { LocalServices } from "../local-services.ts";
import type { RunningSubject } from "../running-subject.ts";
import { changesAreApplied, wrongChangesAreRefused } from "./changing.ts";
import type { ContractCase } from "./contract-case.ts";
import { ContractClient } from "./contract-client.ts";
import { createdAsSent, wrongFormsAreRefused } from "./creating.ts";
import { deletedForGood } from "./deleting.ts";
import { listedInOrder, othersSeeWhatIsPublished, readBack } from "./reading.ts";
import { wrongTokensAreRefused } from "./tokens.ts";

const PARTS = {
  wrongTokensAreRefused,
  createdAsSent,
  wrongFormsAreRefused,
  readBack,
  othersSeeWhatIsPublished,
  listedInOrder,
  changesAreApplied,
  wrongChangesAreRefused,
  deletedForGood,
};

/**
 * What every service must do before it is measured: the API's contract for the five jobs.
 * @throws Error that names the part which does not hold
 */
export async function requireContract(
  name: string,
  subject: RunningSubject,
  services: LocalServices,
): Promise<void> {
  for (const [part, check] of Object.entries(PARTS)) {
    try {
      await check(await newCase(subject, services));
    } catch (cause) {
      throw new Error(`${name} breaks the contract: ${part}.`, { cause });
    }
  }
}

async function newCase(subject: RunningSubject, services: LocalServices): Promise<ContractCase> {
  const unique = randomBytes(8).toString("hex");
  const account = `owner-${unique}`;
  const client = async (sub: string) =>
    new ContractClient(subject, await services.issuer.token(sub));
  return {
    ...{ subject, services, account, unique },
    owner: await client(account),
    other: await client(`other-${unique}`),
  };
}
