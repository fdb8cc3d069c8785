import { ApiKeyParams } from "../../model/api-key/api-key-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const deleteApiKeyRoute = defineRoute({
  id: "delete-api-key",
  resource: "api-keys",
  method: "DELETE",
  path: `${API_PREFIX}/api-keys/{key_id}`,
  auth: "session",
  access: {
    table: [
      { actions: ["UpdateItem"], partitions: [PARTITION.user] },
      { actions: ["DeleteItem"], partitions: [PARTITION.apiKey] },
    ],
  },
  summary: "Revoke an API key",
  description: "It fails from the next request on.",
  params: ApiKeyParams,
  responses: [{ status: 204, description: "Revoked." }],
  errors: [404, 422],
});
