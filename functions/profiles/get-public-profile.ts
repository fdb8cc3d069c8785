import { readPublicProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { countAfterAnswers, publicAnswer } from "../../shared/http/public-answer.ts";
import { PUBLIC_CACHE } from "../../shared/http/public-cache.ts";
import { namedSource } from "../../shared/model/analytics/view-source.ts";
import type { Profile } from "../../shared/model/profile/profile.ts";
import { publicView } from "../../shared/model/profile/public-view.ts";
import { getPublicProfileRoute } from "../../shared/routes/profiles/get-public-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getPublicProfileRoute, (request) => {
  const { params, query, linkTo, holds, visitor } = request;
  const source = namedSource(query.source);
  const identifier = params.identifier.toLowerCase();
  const { photoBaseUrl } = settings;
  const view = {
    basis: ["json", photoBaseUrl],
    render: (profile: Profile) => JSON.stringify(publicView(profile, photoBaseUrl)),
  };
  return readPublicProfile(identifier, async (published) => {
    if (identifier === published.id || identifier === published.slug) {
      const seen = { source: source ?? "web", visitor: visitor() };
      return publicAnswer(published, view, { contentType: "application/json", holds, seen });
    }
    const path = getPublicProfileRoute.path.replace("{identifier}", published.slug);
    const asked = source ? `?source=${source}` : "";
    return { status: 301, headers: { ...PUBLIC_CACHE, Location: linkTo(path) + asked } };
  });
});

export { countAfterAnswers as start };
