import { expect } from "vitest";
import type { Actor, ModelProfile, World } from "./world.ts";

/** A slug that the account may take: its own of old is kept for it. */
export function isFree(world: World, owner: Actor, slug: string): boolean {
  const held = world.slugs[slug];
  return held === undefined || (held.isReleased && held.owner === owner);
}

/** The bare name while it is to be had, else one with a suffix. */
export function expectSlugFor(world: World, owner: Actor, base: string, slug: string): void {
  if (base !== "admin" && isFree(world, owner, base)) expect(slug).toBe(base);
  else expect(slug.startsWith(`${base}-`) && /-[2-9a-z]{4,8}$/.test(slug), slug).toBe(true);
  expect(isFree(world, owner, slug)).toBe(true);
}

/** Gives the slug up and takes another; one that people may have seen stays reserved. */
export function moveSlug(world: World, profile: ModelProfile, slug: string): void {
  releaseSlug(world, profile);
  world.slugs[slug] = { owner: profile.owner, profileId: profile.id, isReleased: false };
}

export function releaseSlug(world: World, { slug, owner, id, wasPublic }: ModelProfile): void {
  if (wasPublic) world.slugs[slug] = { owner, profileId: id, isReleased: true };
  else delete world.slugs[slug];
}
