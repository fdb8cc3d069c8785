import { OperatorError } from "../../../operator-error.ts";
import { foundProfile, isProfileId, named } from "../found-by-operator.ts";
import { NOTING_NEEDS, noting } from "../noting.ts";
import type { OperatorCommand } from "../operator-command.ts";

/** Ends that a profile is taken down. */
export const RESTORE: OperatorCommand = {
  verb: "restore",
  usage: ["restore <profile id>"],
  needs: NOTING_NEEDS,
  parse([word, ...more], { reason }) {
    if (!isProfileId(word) || more.length > 0) return undefined;
    const id = word.toLowerCase();
    return {
      question: async () => {
        const profile = await foundProfile(id);
        if (!profile.takedown) throw new OperatorError(`The profile ${id} is not taken down.`);
        const seen = profile.isPublic ? "Everybody sees it again" : "It is a draft, and stays one";
        return `Restore ${named(profile)}? ${seen}.${await warningOf(profile.owner)}`;
      },
      run: async ({ by }) => {
        const { restoreProfile } = await import("../../../../shared/domain/profile/take-down.ts");
        const note = await noting({ command: "restore", reason, by: await by() });
        const { profile, changed } = await restoreProfile(id, ({ owner, takedown }) =>
          note(id, { owner, takedown }),
        );
        const { slug, owner, isPublic } = profile;
        return { done: true, report: { profileId: id, slug, account: owner, isPublic, changed } };
      },
    };
  },
};

/** Its page may have been hidden with the account's. */
async function warningOf(owner: string): Promise<string> {
  const { findStanding } = await import("../../../../shared/persistence/standing-repository.ts");
  const standing = await findStanding(owner);
  return standing?.state === "suspended" ? " Its account stays suspended." : "";
}
