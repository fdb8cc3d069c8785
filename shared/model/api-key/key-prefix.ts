/** What every API key begins with. A file of its own: to know a key by it takes nothing else. */
export const API_KEY_PREFIX = "pr_live_";
