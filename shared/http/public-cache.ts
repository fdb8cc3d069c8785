/**
 * Of answers that do not depend on who asks. Anyone may keep them, and asks each time whether they
 * are still current: what was hidden or removed is gone on the next request.
 */
export const PUBLIC_CACHE = {
  "Cache-Control": "no-cache",
  Vary: "Accept-Encoding, Origin",
} as const;
