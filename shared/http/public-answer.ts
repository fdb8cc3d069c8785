import { afterAnswer, workingAfterAnswers } from "../after-answer.ts";
import { countView, type View } from "../domain/analytics/count-event.ts";
import { currentStamp, type PublicView, showView } from "../domain/profile/public-views.ts";
import type { PublishedProfile } from "../domain/profile/read-public-profile.ts";
import { settings } from "../settings.ts";
import type { createHandler } from "./create-handler.ts";
import { PUBLIC_CACHE } from "./public-cache.ts";
import type { ApiResponse } from "./render.ts";

type Handler = ReturnType<typeof createHandler>;

/**
 * The handler of a function whose views are counted after its answers, if they are counted. To be
 * awaited while the function loads: infra/bundling/start-module.ts.
 */
export function countAfterAnswers(handler: Handler) {
  return workingAfterAnswers(handler, settings.analytics ? settings.runtimeApi : undefined);
}

/** What an answer has beside the text of its view. */
export interface PublicAnswerParts {
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the caller has the answer with this entity tag. */
  readonly holds: (etag: string) => boolean;
  /** The look that it answers, to be counted. */
  readonly seen: Omit<View, "profileId">;
}

/**
 * A published profile as {@link answerOf} has it. The view is counted after the answer or, where
 * Lambda does not wait for that, before it; also for who holds the answer already, and not when there
 * is none.
 */
export async function publicAnswer(
  published: PublishedProfile,
  view: PublicView,
  parts: PublicAnswerParts,
): Promise<ApiResponse | undefined> {
  const answer = await answerOf(published, view, parts);
  const look = { profileId: published.id, ...parts.seen };
  if (answer) await afterAnswer(() => countView(settings.analytics, look));
  return answer;
}

/**
 * A published profile, the same for everybody. Who holds the current answer gets none, for which
 * nothing more than the card is read.
 * @returns undefined when the profile was hidden or removed since its card was read
 */
async function answerOf(
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
