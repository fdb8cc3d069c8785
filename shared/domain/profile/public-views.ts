import { createHash } from "node:crypto";
import type { Profile } from "../../model/profile/profile.ts";
import { VIEW_REVISION } from "../../model/profile/view-revision.ts";
import { versionHistory } from "../../persistence/version-history.ts";
import { keptViews } from "./kept-views.ts";
import type { PublishedProfile } from "./read-public-profile.ts";

/** One way to show a published profile to anybody. */
export interface PublicView {
  /** All that its text depends on beside the profile: what it is, and the addresses in it. */
  readonly basis: readonly string[];
  /** The same text for the same version of a profile. */
  render(profile: Profile): string | Promise<string>;
}

/** The text of a view, and what tells it from every other text. */
export interface ShownView {
  readonly text: string;
  readonly stamp: string;
}

/**
 * What tells the present text of a view from every other, before it is made. No reads.
 * @returns undefined where the card does not say which version is current
 */
export function currentStamp(
  { id, version }: PublishedProfile,
  view: PublicView,
): string | undefined {
  return version === undefined ? undefined : stampOf(id, version, view);
}

/**
 * The text of a view, from memory when it was made of the version that the card names. None or 1
 * Query, and what the view reads itself. What the Query finds may be of a later version than the
 * card: that is shown, under its own stamp, and not kept. So what is kept under a version was
 * vouched for by a card.
 * @returns undefined when the profile was hidden or removed since its card was read
 */
export async function showView(
  published: PublishedProfile,
  view: PublicView,
): Promise<ShownView | undefined> {
  const { id } = published;
  const current = currentStamp(published, view);
  const kept = current && keptViews.find(id, current);
  if (kept !== undefined && current !== undefined) return { text: kept, stamp: current };
  const profile = await published.profile();
  if (!profile) return undefined;
  const { version } = profile;
  const shown = { text: await view.render(profile), stamp: stampOf(id, version, view) };
  if (version === published.version) keptViews.keep(id, version, shown.stamp, shown.text);
  return shown;
}

/** A digest, so that nobody is shown the version. */
function stampOf(id: string, version: number, { basis }: PublicView): string {
  const facts = JSON.stringify([VIEW_REVISION, versionHistory(), basis, id, version]);
  return createHash("sha256").update(facts).digest("base64url");
}
