import { ImportProfileQuery } from "../../model/exchange/import-query.ts";
import { ImportSchema } from "../../model/exchange/import-schema.ts";
import { PHOTO_PREFIX } from "../../model/photo/photo-key.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { IMPORTED_DOCUMENT } from "./imported-document.ts";

export const importProfileRoute = defineRoute({
  id: "import-profile",
  resource: "exchange",
  method: "POST",
  path: `${API_PREFIX}/profiles/import`,
  auth: "caller",
  access: {
    table: [
      {
        actions: ["Query", "GetItem", "PutItem", "UpdateItem", "ConditionCheckItem"],
        partitions: [PARTITION.user],
      },
      { actions: ["GetItem", "PutItem"], partitions: [PARTITION.card] },
      { actions: ["PutItem", "UpdateItem"], partitions: [PARTITION.slug] },
      // More entries than one transaction holds are stored ahead of their profile.
      { actions: ["BatchWriteItem"], partitions: [PARTITION.user] },
      { actions: ["PutItem"], partitions: [PARTITION.ahead] },
    ],
    photos: [{ actions: ["PutObject", "DeleteObject"], prefix: PHOTO_PREFIX }],
  },
  summary: "Make a profile of a document",
  description:
    "Makes a draft of a CV: a JSON Resume, a vCard, LinkedIn's archive, or an export of this API. It is seen whole or not at all. The answer lists what was taken, what was changed and why, and what was left. A name is needed; without a title it is that of the newest job. With `dryRun=true` nothing is written: the answer tells what would be made, but for the picture, and the slug where that is taken.",
  query: ImportProfileQuery,
  document: IMPORTED_DOCUMENT,
  responses: [
    {
      status: 201,
      description: "The new draft.",
      schema: ImportSchema,
      headers: { ...ETAG_HEADER, Location: "Address of the new profile." },
    },
    { status: 200, description: "What would be made.", schema: ImportSchema },
  ],
  errors: [400, 409, 413, 415, 422],
});

/** A short one. */
export const RESUME_EXAMPLE = {
  basics: {
    name: "Jane Doe",
    label: "Senior Realtor",
    email: "jane@example.com",
    summary: "Fifteen years of homes by the sea.",
    location: { city: "Lisbon", countryCode: "PT" },
  },
  work: [
    { name: "Harbour & Hill Realty", position: "Senior Realtor", startDate: "2018-03-01" },
    { name: "Casa Azul", position: "Realtor", startDate: "2011-09", endDate: "2018-02" },
  ],
  skills: [{ name: "Negotiation" }, { name: "Valuation" }],
};

/** The same as a card. */
export const CARD_EXAMPLE =
  "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Doe;Jane;;;\r\nFN:Jane Doe\r\nTITLE:Senior Realtor\r\nORG:Harbour & Hill Realty\r\nEMAIL:jane@example.com\r\nEND:VCARD\r\n";

export const importProfileExample: RouteExample = {
  body: RESUME_EXAMPLE,
  texts: { "text/vcard": CARD_EXAMPLE },
};
