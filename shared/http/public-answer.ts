import { currentStamp, type PublicView, showView } from "../domain/profile/public-views.ts";
import type { PublishedProfile } from "../domain/profile/read-public-profile.ts";
import { PUBLIC_CACHE } from "./public-cache.ts";
import type { ApiResponse } from "./render.ts";

/** What an answer has beside the text of its view. */
export interface PublicAnswerParts {
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the caller has the answer with this entity tag. */
  readonly holds: (etag: string) => boolean;
}

/**
 * A published profile, the same for everybody. Who holds the current answer gets none, for which
 * nothing more than the card is read.
 * @returns undefined when the profile was hidden or removed since its card was read
 */
export async function publicAnswer(
  published: PublishedProfile,
  view: PublicView,
  { contentType, headers, holds }: PublicAnswerParts,
): Promise<ApiResponse | undefined> {
  const common = { contentType, headers: { ...PUBLIC_CACHE, ...headers } };
  const current = currentStamp(published, view);
  if (current !== undefined && holds(quoted(current))) {
    return { ...common, status: 304, etag: quoted(current) };
  }
  const shown = await showView(published, view);
  return shown && { ...common, status: 200, text: shown.text, etag: quoted(shown.stamp) };
}

function quoted(stamp: string): string {
  return `"${stamp}"`;
}
