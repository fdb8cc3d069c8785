import { readPublicProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { PUBLIC_CACHE, publicAnswer } from "../../shared/http/public-answer.ts";
import { publicView } from "../../shared/model/profile/public-view.ts";
import { getPublicProfileRoute } from "../../shared/routes/profiles/get-public-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getPublicProfileRoute, async ({ params, linkTo }) => {
  const identifier = params.identifier.toLowerCase();
  const profile = await readPublicProfile(identifier);
  if (identifier !== profile.id && identifier !== profile.slug) {
    const path = getPublicProfileRoute.path.replace("{identifier}", profile.slug);
    return { status: 301, headers: { ...PUBLIC_CACHE, Location: linkTo(path) } };
  }
  const text = JSON.stringify(publicView(profile, settings.photoBaseUrl));
  return publicAnswer(text, "application/json");
});
