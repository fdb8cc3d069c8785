import { listApiKeys } from "../../shared/domain/api-key/manage-api-keys.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { apiKeyView } from "../../shared/model/api-key/api-key.ts";
import { listApiKeysRoute } from "../../shared/routes/api-keys/list-api-keys.ts";

export const handler = createHandler(listApiKeysRoute, async ({ account }) => {
  const keys = await listApiKeys(account);
  const now = new Date().toISOString();
  return { status: 200, body: keys.map((key) => apiKeyView(key, now)) };
});
