import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { ReadPlan } from "./read-plan.ts";
import type { ObjectMetadata, OpenObject } from "./stored-file.ts";

/** Headers that any answer about an object carries, a 304 included. */
export function validatorHeaders(metadata: ObjectMetadata): Record<string, string> {
  const cacheControl = metadata.headers["cache-control"];
  return {
    etag: metadata.eTag,
    "last-modified": new Date(metadata.lastModified).toUTCString(),
    ...(cacheControl === undefined ? {} : { "cache-control": cacheControl }),
  };
}

/** Sends an object, or the part that the plan names, and closes it. `plan` is 200 or 206. */
export async function sendObject(
  response: ServerResponse,
  object: OpenObject,
  plan: Exclude<ReadPlan, { status: 304 | 412 | 416 }>,
  options: { readonly headOnly: boolean; readonly headers: Readonly<Record<string, string>> },
): Promise<void> {
  const { metadata } = object;
  const range = plan.status === 206 ? plan.range : { start: 0, end: metadata.size - 1 };
  response.writeHead(plan.status, {
    "content-type": "binary/octet-stream",
    ...metadata.headers,
    ...validatorHeaders(metadata),
    "accept-ranges": "bytes",
    ...(plan.status === 206
      ? { "content-range": `bytes ${range.start}-${range.end}/${metadata.size}` }
      : {}),
    ...options.headers,
    "content-length": range.end - range.start + 1,
  });
  if (!options.headOnly) {
    await pipeline(object.stream(range), response);
    return;
  }
  response.end();
  await object.close();
}
