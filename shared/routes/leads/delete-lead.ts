import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { idsInPath } from "../ids-in-path.ts";

export const deleteLeadRoute = defineRoute({
  id: "delete-lead",
  resource: "leads",
  method: "DELETE",
  path: `${API_PREFIX}/leads/{lead_id}`,
  auth: "caller",
  access: {
    table: [
      { actions: ["GetItem", "DeleteItem"], partitions: [PARTITION.lead] },
      { actions: ["GetItem"], partitions: [PARTITION.user] },
    ],
  },
  summary: "Delete a lead",
  description: "For good. The visitor may leave their details again.",
  params: idsInPath("lead_id"),
  responses: [{ status: 204, description: "Deleted." }],
  errors: [404, 409, 422],
});
