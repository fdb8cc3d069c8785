import * as z from "zod/mini";
import { PHOTO_PREFIX } from "../../model/photo/photo-key.ts";
import { VCARD_VERSIONS } from "../../model/profile/vcard-version.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { idsInPath } from "../ids-in-path.ts";
import { NOT_MODIFIED } from "../public-responses.ts";

export const getVcardRoute = defineRoute({
  id: "get-vcard",
  resource: "contacts",
  method: "GET",
  // The gateway takes one name for a variable at each place, and contacts have this one.
  path: `${API_PREFIX}/contacts/{contact_id}/vcf`,
  auth: "public",
  throttleShare: 0.5,
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.card] },
      { actions: ["Query"], partitions: [PARTITION.user] },
    ],
    photos: [{ actions: ["GetObject"], prefix: PHOTO_PREFIX }],
    analytics: "views",
  },
  summary: "Save a published profile to a phone",
  description:
    "A vCard 3.0 (RFC 2426), which every phone takes, or 4.0 (RFC 6350) with `version=4.0`. `contact_id` is the id of a profile here. The photo stands in the card, at most 256 pixels a side, and all of it then has at most 40,000 bytes; where that cannot be, its address does. E-mail address and phone number are in it only when their owner shows them.",
  params: idsInPath("contact_id"),
  query: z.object({
    version: z.optional(z.enum(VCARD_VERSIONS).check(z.meta({ default: "3.0" }))),
  }),
  responses: [
    {
      status: 200,
      description: "The card, as a file to save. The media type of a 4.0 names its version.",
      contentType: "text/vcard",
      schema: z.string(),
      headers: { ...PUBLIC_HEADERS, "Content-Disposition": "Names the file after the slug." },
    },
    NOT_MODIFIED,
  ],
  errors: [404, 410, 422],
});

export const getVcardExample: RouteExample = { query: { version: "3.0" } };
