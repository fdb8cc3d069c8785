import { updateProfile } from "../../shared/domain/profile/update-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { parseForm } from "../../shared/http/late-form.ts";
import type { Profile } from "../../shared/model/profile/profile.ts";
import { ownerView } from "../../shared/model/profile/profile-view.ts";
import { updateProfileRoute } from "../../shared/routes/profiles/update-profile.ts";
import { settings } from "../../shared/settings.ts";

const view = (profile: Profile) => ownerView(profile, settings.photoBaseUrl);

export const handler = createHandler(
  updateProfileRoute,
  async (request) => {
    const { account, params, body, file, ifMatch } = request;
    const options = { photo: file, ifMatch, view };
    const profile = await updateProfile(account, params.profile_id, body, options);
    return { status: 200, body: view(profile), version: profile.version };
  },
  { parseForm },
);
