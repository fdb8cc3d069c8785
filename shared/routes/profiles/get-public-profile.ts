import * as z from "zod/mini";
import { ViewQuery } from "../../model/analytics/analytics-schema.ts";
import { PublicProfileSchema } from "../../model/profile/public-profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const getPublicProfileRoute = defineRoute({
  id: "get-public-profile",
  resource: "profiles",
  method: "GET",
  path: `${API_PREFIX}/profiles/p/{identifier}`,
  auth: "public",
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.slug, PARTITION.card] },
      { actions: ["Query"], partitions: [PARTITION.user] },
    ],
    analytics: "views",
  },
  summary: "Read a public page",
  description:
    "A published profile, for anyone. A draft reads as an unknown one; a deleted one that was public is 410.",
  params: z.object({ identifier: z.string() }),
  query: ViewQuery,
  responses: [
    {
      status: 200,
      description: "The public page.",
      schema: PublicProfileSchema,
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
});
