import { listProfiles } from "../../shared/domain/profile/read-profiles.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { ownerView } from "../../shared/model/profile/profile-view.ts";
import { listProfilesRoute } from "../../shared/routes/profiles/list-profiles.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(listProfilesRoute, async ({ account }) => {
  const profiles = await listProfiles(account);
  return {
    status: 200,
    body: profiles.map((profile) => ownerView(profile, settings.photoBaseUrl)),
  };
});
