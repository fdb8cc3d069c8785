import { listEntries } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { workExperienceRoutes } from "../../shared/routes/sections/section-routes.ts";

export const handler = createHandler(workExperienceRoutes.list, async ({ account, params }) => {
  const { entries, version } = await listEntries(account, params.profile_id, "workExperiences");
  return { status: 200, body: entries, version };
});
