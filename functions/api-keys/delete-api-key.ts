import { deleteApiKey } from "../../shared/domain/api-key/manage-api-keys.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { deleteApiKeyRoute } from "../../shared/routes/api-keys/delete-api-key.ts";

export const handler = createHandler(deleteApiKeyRoute, async ({ account, params }) => {
  await deleteApiKey(account, params.key_id);
  return { status: 204 };
});
