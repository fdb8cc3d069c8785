import { deleteEntry } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import type { SectionRoutes } from "../../shared/routes/sections/section-routes.ts";

/** The function that deletes one entry of a section. */
export function handlerOf({ section, remove }: SectionRoutes) {
  return createHandler(remove, async ({ account, params, ifMatch }) => {
    const place = { owner: account, profileId: params.profile_id, section, ifMatch };
    return { status: 204, version: await deleteEntry(place, params.entry_id) };
  });
}
