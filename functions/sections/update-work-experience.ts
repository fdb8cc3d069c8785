import { updateEntry } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { workExperienceRoutes } from "../../shared/routes/sections/section-routes.ts";

export const handler = createHandler(workExperienceRoutes.update, async (request) => {
  const { account, params, body, ifMatch } = request;
  const place = {
    owner: account,
    profileId: params.profile_id,
    section: "workExperiences",
    ifMatch,
  } as const;
  const { entry, version } = await updateEntry(place, params.entry_id, body);
  return { status: 200, body: entry, version };
});
