/** What a caller is told whose key came with another request before. */
export const KEY_REUSED = "This key was used for another request.";

/** What a caller is told whose first request has not ended yet. */
export const KEY_IN_USE = "A request with this key is still running; try again in a moment.";
