import * as z from "zod/mini";
import { PARTITION } from "../../persistence/keys.ts";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const getVcardRoute = defineRoute({
  id: "get-vcard",
  resource: "contacts",
  method: "GET",
  // The gateway takes one name for a variable at each place, and contacts have this one.
  path: `${API_PREFIX}/contacts/{contact_id}/vcf`,
  auth: "public",
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.card] },
      { actions: ["Query"], partitions: [PARTITION.user] },
    ],
    analytics: "views",
  },
  summary: "Save a published profile to a phone",
  description:
    "A vCard 3.0 (RFC 2426). `contact_id` is the id of a profile here. E-mail address and phone number are in it only when their owner shows them.",
  params: z.object({ contact_id: z.uuid().check(z.toLowerCase()) }),
  responses: [
    {
      status: 200,
      description: "The card, as a file to save.",
      contentType: "text/vcard",
      schema: z.string(),
      headers: { ...PUBLIC_HEADERS, "Content-Disposition": "Names the file after the slug." },
    },
    {
      status: 304,
      description: "Not modified since the answer named in `If-None-Match`.",
      headers: PUBLIC_HEADERS,
    },
  ],
  errors: [404, 410, 422],
});
