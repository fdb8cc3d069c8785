import { updateEntry } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import type { SectionRoutes } from "../../shared/routes/sections/section-routes.ts";

/** The function that changes one entry of a section. */
export function handlerOf({ section, update }: SectionRoutes) {
  return createHandler(update, async ({ account, params, body, ifMatch }) => {
    const place = { owner: account, profileId: params.profile_id, section, ifMatch };
    const { entry, version } = await updateEntry(place, params.entry_id, body);
    return { status: 200, body: entry, version };
  });
}
