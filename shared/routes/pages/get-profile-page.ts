import * as z from "zod/mini";
import { ViewQuery } from "../../model/analytics/analytics-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import { defineRoute } from "../define-route.ts";

export const getProfilePageRoute = defineRoute({
  id: "get-profile-page",
  resource: "pages",
  method: "GET",
  path: "/p/{identifier}",
  auth: "public",
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.slug, PARTITION.card] },
      { actions: ["Query"], partitions: [PARTITION.user] },
    ],
    analytics: "views",
  },
  summary: "Show a profile to people",
  description:
    "A published profile as a page, without a script: what a QR code, a vCard and a search engine lead to. Its errors are pages as well. A draft reads as an unknown one; a deleted one that was public is 410.",
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
    {
      status: 301,
      description: "The profile has another slug now. An old one leads to it for 30 days.",
      headers: {
        Location: "The page's address by its present slug.",
        "Cache-Control": PUBLIC_HEADERS["Cache-Control"],
      },
    },
    {
      status: 304,
      description: "Not modified since the answer named in `If-None-Match`.",
      headers: PUBLIC_HEADERS,
    },
  ],
  errors: [404, 410],
  errorPages: true,
});
