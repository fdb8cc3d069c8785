import { addEntry } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { workExperienceRoutes } from "../../shared/routes/sections/section-routes.ts";

export const handler = createHandler(workExperienceRoutes.add, async (request) => {
  const { account, params, body, ifMatch, newId } = request;
  const place = {
    owner: account,
    profileId: params.profile_id,
    section: "workExperiences",
    ifMatch,
  } as const;
  const { entry, version } = await addEntry(place, body, newId);
  return { status: 201, body: entry, version };
});
