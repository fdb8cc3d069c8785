import { deleteEntry } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { workExperienceRoutes } from "../../shared/routes/sections/section-routes.ts";

export const handler = createHandler(workExperienceRoutes.remove, async (request) => {
  const { account, params, ifMatch } = request;
  const place = {
    owner: account,
    profileId: params.profile_id,
    section: "workExperiences",
    ifMatch,
  } as const;
  return { status: 204, version: await deleteEntry(place, params.entry_id) };
});
