import { addEntry } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import type { SectionRoutes } from "../../shared/routes/sections/section-routes.ts";

/** The function that adds an entry to a section. */
export function handlerOf({ section, add }: SectionRoutes) {
  return createHandler(add, async ({ account, params, body, ifMatch, newId }) => {
    const place = { owner: account, profileId: params.profile_id, section, ifMatch };
    const { entry, version } = await addEntry(place, body, newId);
    return { status: 201, body: entry, version };
  });
}
