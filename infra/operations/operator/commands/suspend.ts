import { NOTING_NEEDS, noting, notingAccount } from "../noting.ts";
import { onlyAccount } from "../only-account.ts";
import type { OperatorCommand, OperatorContext, Outcome } from "../operator-command.ts";

const HIDE = "--hide-profiles";

/** Suspends an account: every credential of it is refused from the next request on. */
export const SUSPEND: OperatorCommand = {
  verb: "suspend",
  usage: [`suspend <account> --reason <code> [${HIDE}]`],
  needs: NOTING_NEEDS,
  parse(words, { reason }) {
    const order = read(words);
    if (!order || reason === undefined) return undefined;
    return {
      question: () => question(order),
      run: (context) => run({ ...order, reason }, context),
    };
  },
  faultOf(words) {
    return read(words) && "Say why, with --reason and a code such as abuse: it is kept on record.";
  },
};

interface Suspension {
  readonly account: string;
  readonly hides: boolean;
}

function read(words: readonly string[]): Suspension | undefined {
  const account = onlyAccount(words.filter((word) => word !== HIDE));
  return account === undefined ? undefined : { account, hides: words.includes(HIDE) };
}

async function question({ account, hides }: Suspension): Promise<string> {
  const { findKeyHolder } = await import("../../../../shared/persistence/key-holder-repository.ts");
  const { findProfiles } = await import("../../../../shared/persistence/profile-repository.ts");
  const [{ plan, apiKeyIds }, profiles] = await Promise.all([
    findKeyHolder(account),
    findProfiles(account),
  ]);
  const seen = profiles.filter(({ profile }) => profile.isPublic).length;
  const has = `plan ${plan}, API keys: ${apiKeyIds.length}, profiles: ${profiles.length}, of them published: ${seen}`;
  const pages = hides ? "Its public pages answer 410" : "Its public pages stay";
  return `Suspend the account ${account} (${has})? Every request of it is refused. ${pages}.`;
}

/** The account first: by then no request is let in that could make another profile. */
async function run(
  { account, hides, reason }: Suspension & { readonly reason: string },
  { by }: OperatorContext,
): Promise<Outcome> {
  const { suspendAccount } = await import("../../../../shared/domain/account/change-standing.ts");
  const { hideProfiles } = await import("../../../../shared/domain/account/hide-profiles.ts");
  const noted = { command: "suspend", reason, by: await by() };
  const noteAccount = await notingAccount(noted, account);
  const outcome = await suspendAccount(account, reason, noteAccount({ hidesProfiles: hides }));
  const note = await noting(noted);
  const hidden = hides ? await hideProfiles(account, ({ id, owner }) => note(id, { owner })) : [];
  return { done: true, report: { account, ...outcome, hiddenProfiles: hidden } };
}
