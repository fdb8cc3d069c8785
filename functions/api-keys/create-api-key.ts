import { createApiKey } from "../../shared/domain/api-key/manage-api-keys.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { apiKeyView } from "../../shared/model/api-key/api-key.ts";
import { createApiKeyRoute } from "../../shared/routes/api-keys/create-api-key.ts";

export const handler = createHandler(createApiKeyRoute, async ({ account, body, newId }) => {
  const { key, secret } = await createApiKey(account, body, newId);
  return { status: 201, body: { ...apiKeyView(key, key.createdAt), key: secret } };
});
