import { getOwnProfile } from "../../shared/domain/profile/read-profiles.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { exportAnswer } from "../../shared/http/export-answer.ts";
import { exportProfileRoute } from "../../shared/routes/exchange/export-profile.ts";

export const handler = createHandler(
  exportProfileRoute,
  async ({ account, params, query, linkTo, holds }) => {
    const { format = "json", version = "3.0" } = query;
    const profile = await getOwnProfile(account, params.profile_id);
    return exportAnswer(profile, { format, version }, { linkTo, holds });
  },
);
