import { commitChange } from "../../shared/domain/profile/commit-change.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { ownerView } from "../../shared/model/profile/profile-view.ts";
import { unpublishProfileRoute } from "../../shared/routes/profiles/unpublish-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(
  unpublishProfileRoute,
  async ({ account, params, ifMatch }) => {
    const profile = await commitChange(
      account,
      params.profile_id,
      { isPublic: false },
      { ifMatch },
    );
    return {
      status: 200,
      body: ownerView(profile, settings.photoBaseUrl),
      version: profile.version,
    };
  },
);
