import { getPrimaryProfile } from "../../shared/domain/profile/read-profiles.ts";
import { etag } from "../../shared/http/conditional.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { ownerView } from "../../shared/model/profile/profile-view.ts";
import { getPrimaryProfileRoute } from "../../shared/routes/profiles/get-primary-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getPrimaryProfileRoute, async ({ account }) => {
  const profile = await getPrimaryProfile(account);
  // For If-Match at the profile's own address. If-None-Match is passed over here: which profile
  // this is changes, and a version alone would not tell.
  const headers = { ETag: etag(profile.version) };
  return { status: 200, body: ownerView(profile, settings.photoBaseUrl), headers };
});
