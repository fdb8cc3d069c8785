import { commitChange } from "../../shared/domain/profile/commit-change.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { ownerView } from "../../shared/model/profile/profile-view.ts";
import { publishProfileRoute } from "../../shared/routes/profiles/publish-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(publishProfileRoute, async ({ account, params, ifMatch }) => {
  const profile = await commitChange(account, params.profile_id, { isPublic: true }, { ifMatch });
  return {
    status: 200,
    body: ownerView(profile, settings.photoBaseUrl),
    version: profile.version,
  };
});
