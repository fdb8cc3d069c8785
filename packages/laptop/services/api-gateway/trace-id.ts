import { randomBytes } from "node:crypto";

/** A root segment of X-Ray: version, time in seconds, 96 random bits. */
export function newTraceRoot(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")}`;
}

/**
 * The trace that the answer of a proxied function names: the request's own, with a parent where it
 * has none (recorded answers of API Gateway). Nothing is sampled here.
 */
export function answeredTrace(requested: string): string {
  const isWhole = /(^|;)Parent=/.test(requested);
  return isWhole ? requested : `${requested};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
}
