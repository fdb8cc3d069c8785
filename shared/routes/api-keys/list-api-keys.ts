import * as z from "zod/mini";
import { ApiKeySchema } from "../../model/api-key/api-key-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const listApiKeysRoute = defineRoute({
  id: "list-api-keys",
  resource: "api-keys",
  method: "GET",
  path: `${API_PREFIX}/api-keys`,
  auth: "session",
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.user] },
      { actions: ["BatchGetItem"], partitions: [PARTITION.apiKey] },
    ],
  },
  summary: "List your API keys",
  description: "In the order they were issued, without their secrets.",
  responses: [{ status: 200, description: "The keys.", schema: z.array(ApiKeySchema) }],
  errors: [],
});
