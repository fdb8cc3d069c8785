import { createProfile } from "../../shared/domain/profile/create-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { parseForm } from "../../shared/http/late-form.ts";
import { ownerView } from "../../shared/model/profile/profile-view.ts";
import { createProfileRoute } from "../../shared/routes/profiles/create-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(
  createProfileRoute,
  async (request) => {
    const { account, body, file, newId, linkTo } = request;
    const options = { photo: file, limit: settings.profilesPerAccount, newId };
    const profile = await createProfile(account, body, options);
    return {
      status: 201,
      body: ownerView(profile, settings.photoBaseUrl),
      version: profile.version,
      headers: { Location: linkTo(`${createProfileRoute.path}/${profile.id}`) },
    };
  },
  { parseForm },
);
