import { ContactLimitsSchema } from "../../model/contact/contact-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const getContactLimitsRoute = defineRoute({
  id: "get-contact-limits",
  resource: "contacts",
  method: "GET",
  path: `${API_PREFIX}/contacts/limits`,
  auth: "caller",
  access: { table: [{ actions: ["GetItem"], partitions: [PARTITION.user] }] },
  summary: "See how many contacts there may be",
  description: "By the account's plan. `limit` and `remaining` are null for no limit.",
  responses: [{ status: 200, description: "The limit.", schema: ContactLimitsSchema }],
  errors: [],
});
