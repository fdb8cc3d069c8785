import { listProfiles } from "../../shared/domain/profile/list-profiles.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { nextPageLink } from "../../shared/http/next-page-link.ts";
import { ownerView } from "../../shared/model/profile/profile-view.ts";
import { listProfilesRoute } from "../../shared/routes/profiles/list-profiles.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(listProfilesRoute, async ({ account, query, linkTo }) => {
  const { profiles, nextCursor } = await listProfiles(account, query);
  const { limit } = query;
  const next =
    nextCursor && nextPageLink(linkTo(listProfilesRoute.path), { limit, cursor: nextCursor });
  return {
    status: 200,
    body: profiles.map((profile) => ownerView(profile, settings.photoBaseUrl)),
    headers: next ? { Link: next } : {},
  };
});
