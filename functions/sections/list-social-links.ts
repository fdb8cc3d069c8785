import { listEntries } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { socialLinkRoutes } from "../../shared/routes/sections/section-routes.ts";

export const handler = createHandler(socialLinkRoutes.list, async ({ account, params }) => {
  const { entries, version } = await listEntries(account, params.profile_id, "socialLinks");
  return { status: 200, body: entries, version };
});
