import { deleteEntry } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { socialLinkRoutes } from "../../shared/routes/sections/section-routes.ts";

export const handler = createHandler(socialLinkRoutes.remove, async (request) => {
  const { account, params, ifMatch } = request;
  const place = {
    owner: account,
    profileId: params.profile_id,
    section: "socialLinks",
    ifMatch,
  } as const;
  return { status: 204, version: await deleteEntry(place, params.entry_id) };
});
