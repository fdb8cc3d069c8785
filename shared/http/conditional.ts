import type { APIGatewayProxyEvent } from "aws-lambda";
import { header } from "../headers.ts";
import type { VersionCondition } from "../model/version-condition.ts";
import { isRead } from "./is-read.ts";

/** `"<version>"`, a strong validator. */
export function etag(version: number): string {
  return `"${version}"`;
}

/**
 * True when `If-None-Match` names a strong entity tag, by the weak comparison of RFC 9110, 13.1.2.
 */
export function isNotModified(ifNoneMatch: string | undefined, current: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return entityTags(ifNoneMatch).some((tag) => tag === "*" || tag.replace(/^W\//, "") === current);
}

/** True for a read by somebody who has the answer with this entity tag. */
export function isHeld(event: APIGatewayProxyEvent, current: string): boolean {
  return isRead(event) && isNotModified(header(event, "if-none-match"), current);
}

/**
 * The condition `If-Match` sets, by the strong comparison of RFC 9110, 13.1.1. `*` sets none: what is
 * not there is told as such in any case.
 */
export function versionCondition(ifMatch: string | undefined): VersionCondition {
  if (ifMatch === undefined) return undefined;
  const tags = entityTags(ifMatch);
  return tags.includes("*") ? undefined : (version) => tags.includes(etag(version));
}

function entityTags(value: string): string[] {
  return value.split(",").map((tag) => tag.trim());
}
