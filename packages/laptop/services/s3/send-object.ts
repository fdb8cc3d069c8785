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

/** What of an object is sent, and under which status. */
export interface SendOptions {
  readonly headOnly: boolean;
  /** Go before the object's own headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** In place of the plan's own, for an object that is the page of an error. */
  readonly status?: number;
}

/** Sends an object, or the part that the plan names, and closes it. */
export async function sendObject(
  response: ServerResponse,
  object: OpenObject,
  plan: Extract<ReadPlan, { status: 200 | 206 }>,
  options: SendOptions,
): Promise<void> {
  const { metadata } = object;
  const range = plan.status === 206 ? plan.range : { start: 0, end: metadata.size - 1 };
  response.writeHead(options.status ?? plan.status, {
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
