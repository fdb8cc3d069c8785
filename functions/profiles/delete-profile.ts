import { deleteProfile } from "../../shared/domain/profile/delete-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { deleteProfileRoute } from "../../shared/routes/profiles/delete-profile.ts";

export const handler = createHandler(deleteProfileRoute, async ({ account, params, ifMatch }) => {
  await deleteProfile(account, params.profile_id, ifMatch);
  return { status: 204 };
});
