import { OperatorError } from "../../../operator-error.ts";
import { NOTING_NEEDS, noting, notingAccount } from "../noting.ts";
import { onlyAccount } from "../only-account.ts";
import type { OperatorCommand, OperatorContext, Outcome } from "../operator-command.ts";

/** Ends a suspension, and shows the profiles that it has hidden. */
export const RESUME: OperatorCommand = {
  verb: "resume",
  usage: ["resume <account>"],
  needs: NOTING_NEEDS,
  parse(words, { reason }) {
    const account = onlyAccount(words);
    if (account === undefined) return undefined;
    return {
      question: () => question(account),
      run: (context) => run(account, reason, context),
    };
  },
};

/** @throws OperatorError when there is nothing to end */
async function question(account: string): Promise<string> {
  const { findStanding } = await import("../../../../shared/persistence/standing-repository.ts");
  const { findProfiles } = await import("../../../../shared/persistence/profile-repository.ts");
  const { isHiddenWithAccount } = await import(
    "../../../../shared/domain/account/hide-profiles.ts"
  );
  const [standing, profiles] = await Promise.all([findStanding(account), findProfiles(account)]);
  const hidden = profiles.filter(({ profile }) => isHiddenWithAccount(profile)).length;
  if (standing?.state === "erasing") {
    throw new OperatorError(
      `The account ${account} is being erased: that is not ended by a command.`,
    );
  }
  // One that was cut off has left profiles hidden.
  if (!standing && hidden === 0) {
    throw new OperatorError(`The account ${account} is not suspended.`);
  }
  const since = standing ? `, suspended since ${standing.since} for ${standing.reason}` : "";
  return `Resume the account ${account}${since}? Profiles that are shown again with it: ${hidden}.`;
}

async function run(
  account: string,
  reason: string | undefined,
  { by }: OperatorContext,
): Promise<Outcome> {
  const { resumeAccount } = await import("../../../../shared/domain/account/change-standing.ts");
  const { showProfiles } = await import("../../../../shared/domain/account/hide-profiles.ts");
  const noted = { command: "resume", reason, by: await by() };
  const noteAccount = await notingAccount(noted, account);
  const { changed } = await resumeAccount(account, noteAccount({}));
  const note = await noting(noted);
  const shown = await showProfiles(account, ({ id, owner }) => note(id, { owner }));
  return { done: true, report: { account, changed, shownProfiles: shown } };
}
