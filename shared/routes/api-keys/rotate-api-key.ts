import {
  ApiKeyParams,
  NewApiKeySchema,
  RotateApiKeyInput,
} from "../../model/api-key/api-key-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";

export const rotateApiKeyRoute = defineRoute({
  id: "rotate-api-key",
  resource: "api-keys",
  method: "POST",
  path: `${API_PREFIX}/api-keys/{key_id}/rotate`,
  auth: "session",
  access: {
    table: [{ actions: ["GetItem", "UpdateItem"], partitions: [PARTITION.apiKey] }],
    pepper: true,
  },
  summary: "Give an API key another secret",
  description:
    "The former secret stays good for the overlap, 24 hours unless told otherwise, so that servers can be changed over without a gap. Overlaps that run go on beside it, so that a rotation whose answer was lost can be made again; at most two former secrets are good at a time, and then it is 409 `api_key_overlaps_running`. A key that has expired cannot be rotated: 409 `api_key_expired`. With `overlapSeconds` 0 all former secrets end at once. With an `Idempotency-Key` the repeated request is the same rotation.",
  params: ApiKeyParams,
  body: {
    description: "How long the former secret stays good, in seconds: 0 to 604,800.",
    optional: true,
    json: { contentTypes: ["application/json"], schema: RotateApiKeyInput },
  },
  responses: [
    { status: 200, description: "The key with its new secret.", schema: NewApiKeySchema },
  ],
  errors: [400, 404, 409, 413, 415, 422],
});

export const rotateApiKeyExample: RouteExample = {
  body: { overlapSeconds: 3_600 },
};
