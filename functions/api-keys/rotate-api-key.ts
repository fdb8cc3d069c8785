import { rotateApiKey } from "../../shared/domain/api-key/manage-api-keys.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { apiKeyView } from "../../shared/model/api-key/api-key.ts";
import { rotateApiKeyRoute } from "../../shared/routes/api-keys/rotate-api-key.ts";

export const handler = createHandler(rotateApiKeyRoute, async (request) => {
  const { account, params, body, newId } = request;
  const { key, secret } = await rotateApiKey(account, params.key_id, body.overlapSeconds, newId);
  const now = new Date().toISOString();
  return { status: 200, body: { ...apiKeyView(key, now), key: secret } };
});
