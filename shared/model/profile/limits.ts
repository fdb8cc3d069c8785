/** Lengths are in code points after trimming; see docs/openapi.json for the same figures. */
export const LIMITS = {
  line: 120,
  headline: 220,
  bio: 5_000,
  vertical: 60,
  slug: 60,
  leastSlug: 3,
  skills: 50,
  skill: 60,
  entries: 50,
  displayOrder: 10_000,
  description: 2_000,
  username: 120,
  url: 2_048,
  /** Bytes of a profile as JSON in a JSON string, so that 25 of them fit a Lambda answer of 6 MB. */
  profileBytes: 200 * 1024,
  /** Entries written or deleted in one request: a transaction holds 100 actions. */
  changedEntries: 90,
  /** Bytes of a photo, in a form or uploaded directly. */
  photoBytes: 5_242_880,
} as const;
