import { updateProfile } from "../../shared/domain/profile/update-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { parseForm } from "../../shared/http/form.ts";
import { ownerView } from "../../shared/model/profile/profile-view.ts";
import { updateProfileRoute } from "../../shared/routes/profiles/update-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(
  updateProfileRoute,
  async (request) => {
    const { account, params, body, file, ifMatch } = request;
    const profile = await updateProfile(account, params.profile_id, body, { photo: file, ifMatch });
    return {
      status: 200,
      body: ownerView(profile, settings.photoBaseUrl),
      version: profile.version,
    };
  },
  { parseForm },
);
