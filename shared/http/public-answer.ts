import { createHash } from "node:crypto";
import type { ApiResponse } from "./render.ts";

/** Anyone's cache may keep it for a minute; nothing in it depends on who asks. */
export const PUBLIC_CACHE = {
  "Cache-Control": "public, max-age=60",
  Vary: "Origin",
} as const;

/**
 * An answer that is the same for everybody. Its entity tag is made of the bytes, so that it fits
 * no other address and no other time.
 */
export function publicAnswer(
  text: string,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  const digest = createHash("sha256").update(text).digest("base64url");
  return {
    status: 200,
    text,
    contentType,
    etag: `"${digest}"`,
    headers: { ...PUBLIC_CACHE, ...headers },
  };
}
