import { PUBLIC_HEADERS } from "./answer-headers.ts";
import type { RouteResponse } from "./define-route.ts";

/** Of a public answer that the caller has already. */
export const NOT_MODIFIED: RouteResponse = {
  status: 304,
  description: "Not modified since the answer named in `If-None-Match`.",
  headers: PUBLIC_HEADERS,
};

/** Of an address by a slug that its profile has no more. */
export const MOVED: RouteResponse = {
  status: 301,
  description: "The profile has another slug now. An old one leads to it for 30 days.",
  headers: {
    Location: "The page's address by its present slug.",
    "Cache-Control": PUBLIC_HEADERS["Cache-Control"],
  },
};
