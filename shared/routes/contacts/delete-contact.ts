import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { ContactParams } from "./contact-params.ts";

export const deleteContactRoute = defineRoute({
  id: "delete-contact",
  resource: "contacts",
  method: "DELETE",
  path: `${API_PREFIX}/contacts/{contact_id}`,
  auth: "caller",
  access: {
    table: [{ actions: ["GetItem", "DeleteItem", "UpdateItem"], partitions: [PARTITION.user] }],
  },
  summary: "Delete a contact",
  description: "The profile may be saved again afterwards.",
  params: ContactParams,
  responses: [{ status: 204, description: "Deleted." }],
  errors: [404, 422],
});
