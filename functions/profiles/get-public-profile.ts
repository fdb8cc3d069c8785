import { countView } from "../../shared/domain/analytics/count-event.ts";
import { readPublicProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { PUBLIC_CACHE, publicAnswer } from "../../shared/http/public-answer.ts";
import { namedSource } from "../../shared/model/analytics/view-source.ts";
import { publicView } from "../../shared/model/profile/public-view.ts";
import { getPublicProfileRoute } from "../../shared/routes/profiles/get-public-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getPublicProfileRoute, async (request) => {
  const { params, query, linkTo, visitor } = request;
  const source = namedSource(query.source);
  const identifier = params.identifier.toLowerCase();
  const profile = await readPublicProfile(identifier);
  if (identifier !== profile.id && identifier !== profile.slug) {
    const path = getPublicProfileRoute.path.replace("{identifier}", profile.slug);
    const asked = source ? `?source=${source}` : "";
    return { status: 301, headers: { ...PUBLIC_CACHE, Location: linkTo(path) + asked } };
  }
  const view = { profileId: profile.id, source: source ?? "web", visitor: visitor() };
  await countView(settings.analytics, view);
  const text = JSON.stringify(publicView(profile, settings.photoBaseUrl));
  return publicAnswer(text, "application/json");
});
