import { ownerView } from "../../shared/domain/profile/profile-view.ts";
import { getPrimaryProfile } from "../../shared/domain/profile/read-profiles.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { getPrimaryProfileRoute } from "../../shared/routes/profiles/get-primary-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getPrimaryProfileRoute, async ({ account }) => {
  const profile = await getPrimaryProfile(account);
  // No ETag: which profile this is changes, and a version alone would not tell.
  return { status: 200, body: ownerView(profile, settings.photoBaseUrl) };
});
