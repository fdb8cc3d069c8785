import { listEntries } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { educationRoutes } from "../../shared/routes/sections/section-routes.ts";

export const handler = createHandler(educationRoutes.list, async ({ account, params }) => {
  const { entries, version } = await listEntries(account, params.profile_id, "education");
  return { status: 200, body: entries, version };
});
