/** Of an answer that is one version of a profile. */
export const ETAG_HEADER = { ETag: "The profile's version, quoted." } as const;

/** Of an answer that is the same for everybody. */
export const PUBLIC_HEADERS = {
  ETag: "Fits this answer at this address. Send it as `If-None-Match` to be told whether it is current.",
  "Cache-Control": "`no-cache`: anyone may keep it, and asks each time whether it is current.",
} as const;
