import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { ProfileParams } from "./profile-params.ts";

export const deleteProfileRoute = defineRoute({
  id: "delete-profile",
  resource: "profiles",
  method: "DELETE",
  path: `${API_PREFIX}/profiles/{profile_id}`,
  auth: "caller",
  access: {
    table: [
      {
        actions: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"],
        partitions: [PARTITION.user],
      },
      { actions: ["PutItem", "UpdateItem"], partitions: [PARTITION.card] },
      { actions: ["PutItem", "UpdateItem"], partitions: [PARTITION.slug] },
      { actions: ["PutItem"], partitions: [PARTITION.removal] },
    ],
  },
  summary: "Delete a profile for good",
  description:
    "Gone for every reader at once, with its links, experience, education and photos. The oldest remaining profile becomes the primary one. With `If-Match` it applies to that version only.",
  params: ProfileParams,
  responses: [{ status: 204, description: "Deleted." }],
  errors: [404, 409, 412, 422],
});
