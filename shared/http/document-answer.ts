import { createHash } from "node:crypto";
import { PUBLIC_CACHE } from "./public-cache.ts";
import type { ApiResponse } from "./render.ts";

/** A document that is the same for everybody, as JSON. Its entity tag is made of the bytes. */
export function documentAnswer(document: object): ApiResponse {
  const text = JSON.stringify(document);
  const digest = createHash("sha256").update(text).digest("base64url");
  return { status: 200, text, etag: `"${digest}"`, headers: PUBLIC_CACHE };
}
