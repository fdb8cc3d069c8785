import { v7 as uuid } from "uuid";
import { PARTITION } from "./keys.ts";
import { type Item, query } from "./table.ts";
import type { Step } from "./transaction.ts";

/** What an operator did, to what, why, and who it was. */
export interface AuditEntry {
  /** The command's first word. */
  readonly command: string;
  /** What it was about; an account or a slug by its digest, never by its name. */
  readonly subject: string;
  readonly reason: string | undefined;
  /** Who ran the command. */
  readonly by: string;
  /** What else is worth knowing, without personal data. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** An entry as it was put down. */
export interface AuditRecord extends AuditEntry {
  /** ISO 8601. */
  readonly at: string;
}

/**
 * Puts down what the transaction does that this is part of. It stays: nothing changes it, no function's
 * role reaches it, and it does not expire.
 */
export function auditStep(entry: AuditEntry, at = new Date().toISOString()): Step<"audit"> {
  const Item = { ...entry, pk: partitionOf(at.slice(0, 7)), sk: `${at}#${uuid()}`, at };
  return {
    label: "audit",
    write: { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } },
  };
}

/**
 * What was done in a UTC month, from the first on. 1 consistent Query per MB.
 * @param month `YYYY-MM`
 * @param about only what was about one of these, or concerned it: profile ids, digests of accounts, slugs
 */
export async function findAudit(month: string, about?: readonly string[]): Promise<AuditRecord[]> {
  const found: AuditRecord[] = [];
  let start: Item | undefined;
  do {
    const page = await query({
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": partitionOf(month) },
      ExclusiveStartKey: start,
    });
    found.push(...page.items.map(toRecord));
    start = page.next;
  } while (start);
  if (about === undefined) return found;
  return found.filter(({ subject, facts }) =>
    [subject, facts.account, facts.toAccount, facts.to, facts.from].some((one) =>
      about.some((word) => word === one),
    ),
  );
}

function partitionOf(month: string): string {
  return `${PARTITION.audit}${month}`;
}

function toRecord({ at, command, subject, reason, by, facts }: Item): AuditRecord {
  return { at, command, subject, reason, by, facts } as AuditRecord;
}
