import { importProfile } from "../../shared/domain/exchange/import-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { importView } from "../../shared/model/exchange/import-outcome.ts";
import { API_PREFIX } from "../../shared/routes/api-prefix.ts";
import { importProfileRoute } from "../../shared/routes/exchange/import-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(importProfileRoute, async (request) => {
  const { account, query, body: mediaType, file: bytes = new Uint8Array(), newId } = request;
  const isDryRun = query.dryRun === true;
  const options = { limit: settings.profilesPerAccount, newId, isDryRun };
  const outcome = await importProfile(account, { mediaType, bytes }, options);
  const body = importView(outcome, settings.photoBaseUrl);
  if (isDryRun) return { status: 200, body };
  const { id, version } = outcome.profile;
  const headers = { Location: request.linkTo(`${API_PREFIX}/profiles/${id}`) };
  return { status: 201, body, version, headers };
});
