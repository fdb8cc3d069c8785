import { ProfileDocumentSchema } from "../../model/exchange/document-schema.ts";
import { ExportQuery } from "../../model/exchange/export-query.ts";
import { PHOTO_PREFIX } from "../../model/photo/photo-key.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { ProfileParams } from "../profiles/profile-params.ts";
import { EXPORT_FORMS } from "./export-forms.ts";

export const exportProfileRoute = defineRoute({
  id: "export-profile",
  resource: "exchange",
  method: "GET",
  path: `${API_PREFIX}/profiles/{profile_id}/export`,
  auth: "caller",
  access: {
    table: [{ actions: ["Query"], partitions: [PARTITION.user] }],
    photos: [{ actions: ["GetObject"], prefix: PHOTO_PREFIX }],
  },
  summary: "Take a profile along",
  description:
    "One of your own profiles as a file, with what only you see of it, such as contact data that is not shown. Our own format (`json`) holds all that one writes, and the photo; the others hold what they have a place for, and `X-Profile-Not-Exported` names the rest.",
  params: ProfileParams,
  query: ExportQuery,
  responses: [
    {
      status: 200,
      description: "The file.",
      schema: ProfileDocumentSchema,
      forms: EXPORT_FORMS,
      headers: {
        ...ETAG_HEADER,
        "Content-Disposition":
          "Names the file after the person, and in plain ASCII after the slug.",
        "X-Profile-Not-Exported":
          "Fields of this profile that the format does not hold, by our names and with commas between, such as `company, education.description`. Absent when nothing is missing.",
      },
    },
    {
      status: 304,
      description: "Not modified since the version named in `If-None-Match`.",
      headers: ETAG_HEADER,
    },
  ],
  errors: [404, 422],
});

export const exportProfileExample: RouteExample = { query: { format: "json" } };
