import { CreateApiKeyInput, NewApiKeySchema } from "../../model/api-key/api-key-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";

export const createApiKeyRoute = defineRoute({
  id: "create-api-key",
  resource: "api-keys",
  method: "POST",
  path: `${API_PREFIX}/api-keys`,
  auth: "session",
  access: {
    table: [
      { actions: ["GetItem", "UpdateItem"], partitions: [PARTITION.user] },
      { actions: ["GetItem", "PutItem", "UpdateItem"], partitions: [PARTITION.apiKey] },
    ],
    pepper: true,
  },
  summary: "Issue an API key",
  description:
    "For a partner's server, which then acts for the account under its usage plan. The key is in this answer and nowhere else. An account has at most 20.",
  body: {
    description: "A name to tell the key by, and when it expires, if it does.",
    json: { contentTypes: ["application/json"], schema: CreateApiKeyInput },
  },
  responses: [{ status: 201, description: "The new key.", schema: NewApiKeySchema }],
  errors: [400, 409, 413, 415, 422],
});

export const createApiKeyExample: RouteExample = {
  body: { name: "Partner" },
};
