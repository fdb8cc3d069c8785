import { expect } from "vitest";
import type { Actor, ModelProfile, World } from "./world.ts";

/** Chosen by the owner, or made from a name. */
export type SlugOrigin = "chosen" | "made";

/**
 * A slug that the account may take. One that is kept for it may be chosen; one that is made from a
 * name comes back only when the profile that had it is gone.
 */
export function isFree(world: World, owner: Actor, slug: string, origin: SlugOrigin): boolean {
  const { holder, former } = world.slugs[slug] ?? {};
  if (holder !== undefined) return false;
  if (former === undefined) return true;
  return former.owner === owner && (origin === "chosen" || former.profileId in world.removed);
}

/** The bare name while it is to be had, else one with a suffix. */
export function expectSlugFor(world: World, owner: Actor, base: string, slug: string): void {
  if (base !== "admin" && isFree(world, owner, base, "made")) expect(slug).toBe(base);
  else expect(slug.startsWith(`${base}-`) && /-[2-9a-z]{4,8}$/.test(slug), slug).toBe(true);
  expect(isFree(world, owner, slug, "made")).toBe(true);
}

export function holdSlug(world: World, { slug, id }: ModelProfile): void {
  world.slugs[slug] = { ...world.slugs[slug], holder: id };
}

/** Gives the slug up; one that people may have seen stays reserved. */
export function releaseSlug(world: World, profile: ModelProfile): void {
  const { slug, owner, id, slugWasPublic } = profile;
  const former = slugWasPublic ? { owner, profileId: id } : world.slugs[slug]?.former;
  if (former) world.slugs[slug] = { former };
  else delete world.slugs[slug];
}

/** The profile that a slug leads to: its holder once that is public, else the former one. */
export function profileBehind(world: World, slug: string): string | undefined {
  const { holder, former } = world.slugs[slug] ?? {};
  const isShown = holder !== undefined && world.profiles[holder]?.isPublic;
  return isShown ? holder : (former?.profileId ?? holder);
}
