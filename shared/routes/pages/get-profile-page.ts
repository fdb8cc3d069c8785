import * as z from "zod/mini";
import { ViewQuery } from "../../model/analytics/analytics-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import { defineRoute } from "../define-route.ts";
import { MOVED, NOT_MODIFIED } from "../public-responses.ts";

export const getProfilePageRoute = defineRoute({
  id: "get-profile-page",
  resource: "pages",
  method: "GET",
  path: "/p/{identifier}",
  auth: "public",
  throttleShare: 1,
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.slug, PARTITION.card] },
      { actions: ["Query"], partitions: [PARTITION.user] },
    ],
    analytics: "views",
  },
  summary: "Show a profile to people",
  description:
    "A published profile as a page, without a script: what a QR code, a vCard and a search engine lead to. Its errors are pages as well. A draft reads as an unknown one; a deleted one that was public is 410, and so is one that was taken down.",
  params: z.object({ identifier: z.string() }),
  query: ViewQuery,
  responses: [
    {
      status: 200,
      description: "The page.",
      contentType: "text/html",
      schema: z.string(),
      headers: PUBLIC_HEADERS,
    },
    MOVED,
    NOT_MODIFIED,
  ],
  errors: [404, 410],
  errorPages: true,
});
