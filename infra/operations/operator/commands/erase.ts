import { NOTING_NEEDS, notingAccount } from "../noting.ts";
import { onlyAccount } from "../only-account.ts";
import type { OperatorCommand, OperatorContext, Outcome } from "../operator-command.ts";

/** Erases an account with everything of it, or takes its erasure up. */
export const ERASE: OperatorCommand = {
  verb: "erase",
  usage: ["erase <account>"],
  needs: {
    ...NOTING_NEEDS,
    PHOTO_BUCKET: "PhotoBucketName of the stateful stack",
    USAGE_PLAN_PREFIX: "UsagePlanPrefix of the API stack",
    USER_POOL_ACCOUNTS: "UserPoolAccounts of the stateful stack",
  },
  parse(words, { reason }) {
    const account = onlyAccount(words);
    if (account === undefined) return undefined;
    return {
      question: () => question(account),
      run: (context) => run(account, reason, context),
    };
  },
};

async function question(account: string): Promise<string> {
  const { findKeyHolder } = await import("../../../../shared/persistence/key-holder-repository.ts");
  const { findAccount } = await import("../../../../shared/persistence/profile-repository.ts");
  const [{ plan, apiKeyIds }, found] = await Promise.all([
    findKeyHolder(account),
    findAccount(account),
  ]);
  const profiles = found?.profileIds.size ?? 0;
  const has = `plan ${plan}, API keys: ${apiKeyIds.length}, profiles: ${profiles}`;
  return `Erase the account ${account} (${has}) for good, with everything of it?`;
}

async function run(
  account: string,
  reason: string | undefined,
  { by }: OperatorContext,
): Promise<Outcome> {
  const { findStanding } = await import("../../../../shared/persistence/standing-repository.ts");
  const { findKeyHolder } = await import("../../../../shared/persistence/key-holder-repository.ts");
  const [standing, holder] = await Promise.all([findStanding(account), findKeyHolder(account)]);
  const id =
    standing?.state === "erasing"
      ? await takeUp(standing.erasureId)
      : await begin(account, reason, await by());
  if (holder.gatewayKeyValue !== undefined) await removeOwnKeys(account, holder.gatewayKeyValue);
  const next = `The stream finishes it within a minute or so: npm run -s operator -- receipt ${id}`;
  return { done: true, report: { id, status: "pending", next } };
}

async function takeUp(id: string): Promise<string> {
  const { continueErasure } = await import("../../../../shared/domain/account/erase-account.ts");
  const { findErasure } = await import("../../../../shared/persistence/erasure-repository.ts");
  const erasure = await findErasure(id);
  if (erasure) await continueErasure(erasure);
  return id;
}

async function begin(account: string, reason: string | undefined, by: string): Promise<string> {
  const { poolUserOf } = await import("../../../../shared/auth/pool-user.ts");
  const { eraseAccount } = await import("../../../../shared/domain/account/erase-account.ts");
  const note = await notingAccount({ command: "erase", reason, by }, account);
  const poolUser = poolUserOf(account, process.env.USER_POOL_ACCOUNTS ?? "none");
  const order = { requestedBy: "operator", poolUser, also: [note({})] } as const;
  return eraseAccount(account, order);
}

/** What a paying account has in the gateway by itself: once it is closed, it can get no other. */
async function removeOwnKeys(account: string, value: string): Promise<void> {
  const { removeGatewayKeys } = await import("../../../../shared/persistence/gateway-keys.ts");
  const { dropGatewayKey } = await import(
    "../../../../shared/persistence/key-holder-repository.ts"
  );
  await removeGatewayKeys(account);
  await dropGatewayKey(account, value);
}
