import { isTakedownReason, TAKEDOWN_REASONS } from "../../../../shared/model/profile/takedown.ts";
import { foundProfile, isProfileId, named } from "../found-by-operator.ts";
import { NOTING_NEEDS, noting } from "../noting.ts";
import type { OperatorCommand } from "../operator-command.ts";

const REASONS = TAKEDOWN_REASONS.join("|");

/** Takes a profile down: nobody sees it but its owner, who is told why. */
export const TAKEDOWN: OperatorCommand = {
  verb: "takedown",
  usage: [`takedown <profile id> --reason <${REASONS}>`],
  needs: NOTING_NEEDS,
  parse([word, ...more], { reason }) {
    if (!isProfileId(word) || !isTakedownReason(reason) || more.length > 0) return undefined;
    const id = word.toLowerCase();
    return {
      question: async () => {
        const profile = await foundProfile(id);
        const seen = profile.takedown
          ? `which is taken down since ${profile.takedown.since} for ${profile.takedown.reason}, `
          : "";
        return `Take down ${named(profile)}, ${seen}for ${reason}? Its page answers 410 and that reason; its owner is told.`;
      },
      run: async ({ by }) => {
        const { takeDown } = await import("../../../../shared/domain/profile/take-down.ts");
        const note = await noting({ command: "takedown", reason, by: await by() });
        const { profile, changed } = await takeDown(id, reason, ({ owner }) => note(id, { owner }));
        const { slug, owner, takedown } = profile;
        return { done: true, report: { profileId: id, slug, account: owner, takedown, changed } };
      },
    };
  },
  faultOf([id, ...more]) {
    if (!isProfileId(id) || more.length > 0) return undefined;
    return `Say why, with --reason and one of ${TAKEDOWN_REASONS.join(", ")}: its owner and its visitors are told.`;
  },
};
