import type { MovedSlug, SlugHolders } from "../../../../shared/domain/profile/move-slug.ts";
import { LIMITS } from "../../../../shared/model/profile/limits.ts";
import { isPossibleSlug } from "../../../../shared/model/profile/slug.ts";
import { OperatorError } from "../../../operator-error.ts";
import { foundProfile, isProfileId, named } from "../found-by-operator.ts";
import { NOTING_NEEDS, notingSlug } from "../noting.ts";
import type { OperatorCommand, OperatorOrder } from "../operator-command.ts";

const NO_SLUG = `No profile can have this slug: ${LIMITS.leastSlug} to ${LIMITS.slug} lowercase letters and digits, in words joined by single hyphens, and no reserved word.`;

/** Frees a slug, or gives it to a profile. */
export const SLUG: OperatorCommand = {
  verb: "slug",
  usage: ["slug release <slug>", "slug transfer <slug> <profile id>"],
  needs: NOTING_NEEDS,
  parse([action, word, id, ...more], { reason }) {
    if (!word || more.length > 0) return undefined;
    const slug = word.toLowerCase();
    if (action === "release" && id === undefined) return release(slug, reason);
    if (action === "transfer" && isProfileId(id)) return transfer(slug, id.toLowerCase(), reason);
    return undefined;
  },
};

function release(slug: string, reason: string | undefined): OperatorOrder {
  return {
    question: async () => {
      const { findSlugHolders, isFree } = await moving();
      const holders = await findSlugHolders(slug);
      if (isFree(holders)) throw new OperatorError(`${slug} is free already.`);
      return `Free ${slug}, ${whoHas(holders)}? Its address then answers 404, and anybody can take it.`;
    },
    run: async ({ by }) => {
      const { freeTakenSlug } = await moving();
      const note = await notingSlug({ command: "slug release", reason, by: await by() }, slug);
      const moved = await freeTakenSlug(slug, (holders) => note(factsOf(holders)));
      return { done: true, report: reportOf(moved) };
    },
  };
}

function transfer(slug: string, id: string, reason: string | undefined): OperatorOrder {
  return {
    question: async () => {
      if (!isPossibleSlug(slug)) throw new OperatorError(NO_SLUG);
      const target = await foundProfile(id);
      if (target.slug === slug) throw new OperatorError(`The profile ${id} has ${slug} already.`);
      const { findSlugHolders } = await moving();
      const holders = await findSlugHolders(slug);
      return `Give ${slug}, ${whoHas(holders)}, to ${named(target)}? Where people have seen ${target.slug}, that stays kept for its account.`;
    },
    run: async ({ by }) => {
      const { transferSlug } = await moving();
      const note = await notingSlug({ command: "slug transfer", reason, by: await by() }, slug);
      const { owner: receiver } = await foundProfile(id);
      const noted = (holders: SlugHolders) => note({ ...factsOf(holders), to: id, receiver });
      const moved = await transferSlug(slug, id, noted);
      return { done: true, report: { ...reportOf(moved), profileId: id } };
    },
  };
}

function moving() {
  return import("../../../../shared/domain/profile/move-slug.ts");
}

function whoHas({ holder, reservedFor, isReserved }: SlugHolders): string {
  if (holder) return `which ${named(holder)} has and loses for a generated one`;
  if (!isReserved) return "which nobody has";
  return `which is kept for ${reservedFor === undefined ? "nobody" : `account ${reservedFor}`}`;
}

function factsOf({ holder, reservedFor }: SlugHolders) {
  return { owner: holder?.owner ?? reservedFor, from: holder?.id };
}

function reportOf({ slug, holder, reservedFor, fresh, changed }: MovedSlug) {
  const formerHolder = holder &&
    changed && { profileId: holder.id, account: holder.owner, slug: fresh };
  return { slug, formerHolder: formerHolder || null, wasKeptFor: reservedFor ?? null, changed };
}
