import { readPublicProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { publicAnswer } from "../../shared/http/public-answer.ts";
import { PUBLIC_CACHE } from "../../shared/http/public-cache.ts";
import type { Profile } from "../../shared/model/profile/profile.ts";
import { publicView } from "../../shared/model/profile/public-view.ts";
import { getPublicProfileRoute } from "../../shared/routes/profiles/get-public-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getPublicProfileRoute, ({ params, linkTo, holds }) => {
  const identifier = params.identifier.toLowerCase();
  const { photoBaseUrl } = settings;
  const view = {
    basis: ["json", photoBaseUrl],
    render: (profile: Profile) => JSON.stringify(publicView(profile, photoBaseUrl)),
  };
  return readPublicProfile(identifier, async (published) => {
    if (identifier === published.id || identifier === published.slug) {
      return publicAnswer(published, view, { contentType: "application/json", holds });
    }
    const path = getPublicProfileRoute.path.replace("{identifier}", published.slug);
    return { status: 301, headers: { ...PUBLIC_CACHE, Location: linkTo(path) } };
  });
});
