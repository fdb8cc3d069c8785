/** Prefix of every versioned path. */
export const API_PREFIX = "/api/v1";
