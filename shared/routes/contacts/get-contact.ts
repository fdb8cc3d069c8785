import { ContactSchema } from "../../model/contact/contact-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { ContactParams } from "./contact-params.ts";

export const getContactRoute = defineRoute({
  id: "get-contact",
  resource: "contacts",
  method: "GET",
  path: `${API_PREFIX}/contacts/{contact_id}`,
  auth: "caller",
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.user] },
      { actions: ["BatchGetItem"], partitions: [PARTITION.card] },
    ],
  },
  summary: "Read a contact",
  description:
    'As its profile is now. An unpublished profile has the notice "Profile not available", a deleted one "Profile removed".',
  params: ContactParams,
  responses: [{ status: 200, description: "The contact.", schema: ContactSchema }],
  errors: [404, 422],
});
