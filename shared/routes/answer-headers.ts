/** Of an answer that is one version of a profile. */
export const ETAG_HEADER = { ETag: "The profile's version, quoted." } as const;

/** Of an answer that is the same for everybody. */
export const PUBLIC_HEADERS = {
  ETag: "Fits these bytes at this address.",
  "Cache-Control": "Anyone may keep it for a minute.",
} as const;
