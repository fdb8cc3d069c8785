import * as z from "zod/mini";
import { PublicProfileQuery } from "../../model/exchange/export-query.ts";
import { PHOTO_PREFIX } from "../../model/photo/photo-key.ts";
import { PublicProfileSchema } from "../../model/profile/public-profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";
import { EXPORT_FORMS } from "../exchange/export-forms.ts";
import { MOVED, NOT_MODIFIED } from "../public-responses.ts";

export const getPublicProfileRoute = defineRoute({
  id: "get-public-profile",
  resource: "profiles",
  method: "GET",
  path: `${API_PREFIX}/profiles/p/{identifier}`,
  auth: "public",
  throttleShare: 1,
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.slug, PARTITION.card] },
      { actions: ["Query"], partitions: [PARTITION.user] },
    ],
    photos: [{ actions: ["GetObject"], prefix: PHOTO_PREFIX }],
    analytics: "views",
  },
  summary: "Read a public page",
  description:
    "A published profile, for anyone. A draft reads as an unknown one; a deleted one that was public is 410, and so is one that was taken down. With `format` the same is a file in a format that others know, under an ETag of its own; contact data is in it only when shown.",
  params: z.object({ identifier: z.string() }),
  query: PublicProfileQuery,
  responses: [
    {
      status: 200,
      description: "The public page.",
      schema: PublicProfileSchema,
      forms: EXPORT_FORMS,
      headers: {
        ...PUBLIC_HEADERS,
        "Content-Disposition": "With `format`: names the file after the slug.",
      },
    },
    MOVED,
    NOT_MODIFIED,
  ],
  errors: [404, 410, 422],
});
