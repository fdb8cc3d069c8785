/** In the answers, but not for the caller to write. */
export const READ_ONLY_FIELDS = [
  "id",
  "photoUrl",
  "photo",
  "createdAt",
  "updatedAt",
  "version",
  "takedown",
] as const;
