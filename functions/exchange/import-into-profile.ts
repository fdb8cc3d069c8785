import { importIntoProfile } from "../../shared/domain/exchange/import-into-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { importView } from "../../shared/model/exchange/import-outcome.ts";
import { importIntoProfileRoute } from "../../shared/routes/exchange/import-into-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(importIntoProfileRoute, async (request) => {
  const { account, params, query, body: mediaType, file: bytes = new Uint8Array() } = request;
  const { ifMatch } = request;
  const options = { mode: query.mode, ifMatch, isDryRun: query.dryRun === true };
  const outcome = await importIntoProfile(
    account,
    params.profile_id,
    { mediaType, bytes },
    options,
  );
  const body = importView(outcome, settings.photoBaseUrl);
  // A profile that would be has no version to be held against.
  return options.isDryRun
    ? { status: 200, body }
    : { status: 200, body, version: outcome.profile.version };
});
