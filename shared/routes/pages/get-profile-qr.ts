import * as z from "zod/mini";
import { QrQuery } from "../../model/profile/qr-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { PUBLIC_HEADERS } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { NOT_MODIFIED } from "../public-responses.ts";

export const getProfileQrRoute = defineRoute({
  id: "get-profile-qr",
  resource: "pages",
  method: "GET",
  path: `${API_PREFIX}/profiles/p/{identifier}/qr`,
  auth: "public",
  throttleShare: 0.2,
  access: {
    table: [{ actions: ["GetItem"], partitions: [PARTITION.slug, PARTITION.card] }],
  },
  summary: "Draw the QR code of a page",
  description:
    "Leads to the page of a published profile, with `?source=qr_scan`. It names the profile by its id: a printed code leads on whatever the slug becomes. Error correction M, with a quiet zone of at least four modules. An SVG, or a PNG with `format=png`.",
  params: z.object({ identifier: z.string() }),
  query: QrQuery,
  responses: [
    {
      status: 200,
      description: "The picture: `image/svg+xml`, or `image/png` when asked for.",
      contentType: "image/svg+xml",
      otherContentTypes: ["image/png"],
      schema: z.string(),
      headers: PUBLIC_HEADERS,
    },
    NOT_MODIFIED,
  ],
  errors: [404, 410, 422],
});

export const getProfileQrExample: RouteExample = { query: { format: "png", size: "512" } };
