import type { Profile } from "../../../../shared/model/profile/profile.ts";
import { GIVEN_REASONS, isGivenReason } from "../../../../shared/model/profile/takedown.ts";
import type { Step } from "../../../../shared/persistence/transaction.ts";
import { foundProfile, isProfileId, named } from "../found-by-operator.ts";
import { NOTING_NEEDS, noting } from "../noting.ts";
import type { OperatorCommand } from "../operator-command.ts";

const REASONS = GIVEN_REASONS.join("|");

const PHOTO = "--photo";

/**
 * Takes a profile down: nobody reads it but its owner, who is told why. Its photo's own address
 * answers whoever knows it, unless the photo is removed with it.
 */
export const TAKEDOWN: OperatorCommand = {
  verb: "takedown",
  usage: [`takedown <profile id> --reason <${REASONS}> [${PHOTO}]`],
  needs: NOTING_NEEDS,
  parse(words, { reason }) {
    const [word, ...more] = words.filter((each) => each !== PHOTO);
    const withPhoto = words.includes(PHOTO);
    if (!isProfileId(word) || !isGivenReason(reason) || more.length > 0) return undefined;
    const id = word.toLowerCase();
    return {
      question: async () => {
        const profile = await foundProfile(id);
        const seen = profile.takedown
          ? `which is taken down since ${profile.takedown.since} for ${profile.takedown.reason}, `
          : "";
        return `Take down ${named(profile)}, ${seen}for ${reason}? Its page answers 410 and that reason; its owner is told.${withPhoto ? " Its photo is removed for good." : ""}`;
      },
      run: async ({ by }) => {
        const { takeDown } = await import("../../../../shared/domain/profile/take-down.ts");
        const note = await noting({ command: "takedown", reason, by: await by() });
        const { profile, changed } = await takeDown(id, reason, ({ owner }) => note(id, { owner }));
        const { slug, owner, takedown } = profile;
        const photoRemoved = withPhoto && profile.photo !== null;
        if (photoRemoved) await removePhoto(profile, note(id, { owner, photo: "removed" }));
        const report = { profileId: id, slug, account: owner, takedown, changed };
        return { done: true, report: withPhoto ? { ...report, photoRemoved } : report };
      },
    };
  },
  faultOf(words) {
    const [id, ...more] = words.filter((each) => each !== PHOTO);
    if (!isProfileId(id) || more.length > 0) return undefined;
    return `Say why, with --reason and one of ${GIVEN_REASONS.join(", ")}: its owner and its visitors are told.`;
  },
};

/** As its owner's deletion would: objects and former requests for uploads go too. */
async function removePhoto({ owner, id }: Profile, noted: Step<"audit">): Promise<void> {
  const { deletePhoto } = await import("../../../../shared/domain/photo/delete-photo.ts");
  await deletePhoto(owner, id, undefined, noted);
}
