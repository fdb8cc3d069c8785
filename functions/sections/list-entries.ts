import { listEntries } from "../../shared/domain/profile/manage-entries.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import type { SectionRoutes } from "../../shared/routes/sections/section-routes.ts";

/** The function that lists the entries of a section. */
export function handlerOf({ section, list }: SectionRoutes) {
  return createHandler(list, async ({ account, params }) => {
    const { entries, version } = await listEntries(account, params.profile_id, section);
    return { status: 200, body: entries, version };
  });
}
