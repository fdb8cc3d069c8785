import { getProfile } from "../../shared/domain/profile/read-profiles.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { ownerView, visitorView } from "../../shared/model/profile/profile-view.ts";
import { getProfileRoute } from "../../shared/routes/profiles/get-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getProfileRoute, async ({ account, params }) => {
  const profile = await getProfile(account, params.profile_id);
  // A visitor gets no ETag: the version is the owner's, and moves with what a visitor cannot see.
  return profile.owner === account
    ? { status: 200, body: ownerView(profile, settings.photoBaseUrl), version: profile.version }
    : { status: 200, body: visitorView(profile, settings.photoBaseUrl) };
});
