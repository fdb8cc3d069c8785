import type { ByteRange, ObjectMetadata } from "./stored-file.ts";

/** How a GET or HEAD of an object that exists is answered. */
export type ReadPlan =
  | { readonly status: 200 }
  | { readonly status: 206; readonly range: ByteRange }
  | { readonly status: 304 | 412 | 416 };

/** Header by lower-case name. */
export type HeaderSource = (name: string) => string | undefined;

/**
 * Weighs the conditional and range headers of a request (RFC 9110, sections 13 and 14).
 * @param now milliseconds since the epoch, where `If-Modified-Since` with a later date counts for
 * nothing, as in S3
 */
export function planRead(
  header: HeaderSource,
  metadata: ObjectMetadata,
  now = Number.POSITIVE_INFINITY,
): ReadPlan {
  const condition = failedCondition(header, metadata, now);
  if (condition !== undefined) return { status: condition };
  const range = header("range");
  if (range === undefined || !rangeStillValid(header("if-range"), metadata)) return { status: 200 };
  return planRange(range, metadata.size);
}

/** The status of a condition that does not hold. Entity tags go before dates. */
function failedCondition(
  header: HeaderSource,
  metadata: ObjectMetadata,
  now: number,
): 304 | 412 | undefined {
  const ifMatch = header("if-match");
  const unmodifiedSince = header("if-unmodified-since");
  if (ifMatch !== undefined) {
    if (!matchesTag(ifMatch, metadata.eTag)) return 412;
  } else if (comparedWith(metadata, unmodifiedSince) === "newer") {
    return 412;
  }
  const ifNoneMatch = header("if-none-match");
  const modifiedSince = header("if-modified-since");
  if (ifNoneMatch !== undefined) {
    if (matchesTag(ifNoneMatch, metadata.eTag)) return 304;
  } else if (
    comparedWith(metadata, modifiedSince) === "not newer" &&
    Date.parse(modifiedSince ?? "") <= now
  ) {
    return 304;
  }
  return undefined;
}

/** Whether a list of entity tags, quoted or not, weak or not, holds this one; `*` holds any. */
export function matchesTag(list: string, eTag: string): boolean {
  const tags = list.split(",").map((tag) => tag.trim().replace(/^W\//, "").replace(/^"|"$/g, ""));
  return tags.includes("*") || tags.includes(eTag.slice(1, -1));
}

/** Compares in whole seconds, as HTTP dates count. A date that is none has no effect. */
function comparedWith(metadata: ObjectMetadata, httpDate: string | undefined) {
  const date = Date.parse(httpDate ?? "");
  if (Number.isNaN(date)) return undefined;
  return seconds(Date.parse(metadata.lastModified)) > seconds(date) ? "newer" : "not newer";
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

function rangeStillValid(ifRange: string | undefined, metadata: ObjectMetadata): boolean {
  if (ifRange === undefined) return true;
  if (ifRange.startsWith('"')) return ifRange === metadata.eTag;
  return Date.parse(ifRange) === seconds(Date.parse(metadata.lastModified)) * 1000;
}

/** A range that is no single range of bytes is ignored, as S3 does. */
function planRange(range: string, size: number): ReadPlan {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (first === "" && last === "") return { status: 200 };
  const suffix = first === "";
  const start = suffix ? Math.max(0, size - Number(last)) : Number(first);
  const end = suffix || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (!suffix && last !== "" && Number(last) < start) return { status: 200 };
  if (start >= size || end < start) return { status: 416 };
  return { status: 206, range: { start, end } };
}
