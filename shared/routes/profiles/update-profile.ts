import { PHOTO_PREFIX } from "../../model/photo/photo-key.ts";
import { ProfileSchema } from "../../model/profile/profile-schema.ts";
import { READ_ONLY_FIELDS } from "../../model/profile/read-only-fields.ts";
import { UpdateProfileInput, updateProfileForm } from "../../model/profile/update-profile-input.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { PHOTO_PART } from "./photo-part.ts";
import { ProfileParams } from "./profile-params.ts";

export const updateProfileRoute = defineRoute({
  id: "update-profile",
  resource: "profiles",
  method: "PATCH",
  path: `${API_PREFIX}/profiles/{profile_id}`,
  auth: "caller",
  access: {
    table: [
      {
        actions: ["Query", "GetItem", "PutItem", "UpdateItem", "DeleteItem"],
        partitions: [PARTITION.user],
      },
      // Another profile may stop being the primary one, which its card says with its version.
      { actions: ["PutItem", "UpdateItem"], partitions: [PARTITION.card] },
      { actions: ["PutItem", "UpdateItem"], partitions: [PARTITION.slug] },
      { actions: ["PutItem"], partitions: [PARTITION.removal] },
      // Slugs that people get to see for the first time are counted in the same transaction.
      { actions: ["UpdateItem"], partitions: [PARTITION.usage] },
    ],
    photos: [{ actions: ["PutObject", "DeleteObject"], prefix: PHOTO_PREFIX }],
  },
  summary: "Change a profile",
  description:
    "A JSON merge patch (RFC 7396): absent fields stay, null and an empty text clear, arrays replace the whole list and their entries keep their `id`. What was read may be sent back whole: read-only fields are taken where they say what is stored, else it is 422. Or a form, to replace the photo. With `If-Match` it applies to that version only.",
  params: ProfileParams,
  body: {
    description: "The fields to change.",
    json: {
      contentTypes: ["application/json", "application/merge-patch+json"],
      schema: UpdateProfileInput,
    },
    form: {
      // Made when a form comes.
      get schema() {
        return updateProfileForm();
      },
      listFields: ["skills"],
      file: PHOTO_PART,
    },
    readOnlyFields: READ_ONLY_FIELDS,
  },
  responses: [
    {
      status: 200,
      description: "The changed profile.",
      schema: ProfileSchema,
      headers: ETAG_HEADER,
    },
  ],
  errors: [400, 404, 409, 412, 413, 415, 422],
});

export const updateProfileExample: RouteExample = {
  body: { bio: "Now in Faro.", skills: ["Negotiation", "Boats"] },
};
