import type { Step } from "../../../shared/persistence/transaction.ts";

/** What {@link noting} needs of a deployment. */
export const NOTING_NEEDS = { LOG_KEY_SECRET_ARN: "LogKeySecretArn of the stateful stack" };

/** What a command's audit record says of the command itself. */
export interface Noted {
  readonly command: string;
  readonly reason: string | undefined;
  readonly by: string;
}

/** What it says of the change. */
export interface NotedFacts {
  /** The account concerned: only its digest is kept. */
  readonly owner: string | undefined;
  /** An account that something is given to: likewise. */
  readonly receiver?: string;
  readonly [fact: string]: unknown;
}

/** Makes the audit record of a command that is about something else than an account. */
export async function noting({ command, reason, by }: Noted) {
  const { useLogKey } = await import("./use-log-key.ts");
  await useLogKey(process.env);
  const { accountDigest } = await import("../../../shared/account-digest.ts");
  const { auditStep } = await import("../../../shared/persistence/audit-repository.ts");
  return (subject: string, { owner, receiver, ...facts }: NotedFacts): Step<"audit"> => {
    const [account, toAccount] = [owner, receiver].map((one) =>
      one === undefined ? undefined : accountDigest(one),
    );
    const known = { ...facts, account, ...(toAccount !== undefined && { toAccount }) };
    return auditStep({ command, subject, reason, by, facts: known });
  };
}

/** Makes the audit record of a command that is about a slug: its subject is the slug's digest. */
export async function notingSlug(noted: Noted, slug: string) {
  const note = await noting(noted);
  const { accountDigest } = await import("../../../shared/account-digest.ts");
  // A slug is a person's name as often as not, and records do not expire.
  const digest = accountDigest(slug);
  return (facts: NotedFacts): Step<"audit"> => note(digest, facts);
}

/** Makes the audit record of a command that is about an account: its subject is the account's digest. */
export async function notingAccount(noted: Noted, account: string) {
  const note = await noting(noted);
  const { accountDigest } = await import("../../../shared/account-digest.ts");
  const digest = accountDigest(account);
  return (facts: Readonly<Record<string, unknown>>): Step<"audit"> =>
    note(digest, { ...facts, owner: undefined });
}
