import { ImportIntoProfileQuery } from "../../model/exchange/import-query.ts";
import { ImportSchema } from "../../model/exchange/import-schema.ts";
import { PHOTO_PREFIX } from "../../model/photo/photo-key.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { ProfileParams } from "../profiles/profile-params.ts";
import { CARD_EXAMPLE, RESUME_EXAMPLE } from "./import-profile.ts";
import { IMPORTED_DOCUMENT } from "./imported-document.ts";

export const importIntoProfileRoute = defineRoute({
  id: "import-into-profile",
  resource: "exchange",
  method: "POST",
  path: `${API_PREFIX}/profiles/{profile_id}/import`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query", "PutItem", "DeleteItem"], partitions: [PARTITION.user] },
      { actions: ["PutItem"], partitions: [PARTITION.card] },
      { actions: ["PutItem"], partitions: [PARTITION.removal] },
    ],
    photos: [{ actions: ["PutObject", "DeleteObject"], prefix: PHOTO_PREFIX }],
  },
  summary: "Bring a document into a profile",
  description:
    "Changes a profile to what a document says, in one step. `merge`: what the document has wins, field by field; of lists, what is new is added, and what is there is brought up to date. `replace`: the profile becomes what the document says, and what that lacks is cleared. Neither touches the slug, or who sees the profile; name, title, photo, `showEmail`, `showPhone` and `mcpDiscoverable` stay where the document has none. At most 90 entries can change. With `dryRun=true` nothing is written, and with `If-Match` it applies to that version only.",
  params: ProfileParams,
  query: ImportIntoProfileQuery,
  document: IMPORTED_DOCUMENT,
  responses: [
    {
      status: 200,
      description: "The changed profile, or what it would be.",
      schema: ImportSchema,
      headers: ETAG_HEADER,
    },
  ],
  errors: [400, 404, 409, 412, 413, 415, 422],
});

export const importIntoProfileExample: RouteExample = {
  body: RESUME_EXAMPLE,
  texts: { "text/vcard": CARD_EXAMPLE },
  query: { mode: "merge", dryRun: "false" },
};
