import type { LocalServices } from "../local-services.ts";
import type { RunningSubject } from "../running-subject.ts";
import type { ContractClient } from "./contract-client.ts";

/** What a part of the contract works with: two new accounts, and a text no other name has. */
export interface ContractCase {
  readonly subject: RunningSubject;
  readonly services: LocalServices;
  readonly account: string;
  readonly owner: ContractClient;
  readonly other: ContractClient;
  readonly unique: string;
}
