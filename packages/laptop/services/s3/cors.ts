import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { DeployedResource } from "../../template/deployed-resources.ts";
import { headerText } from "../iam/signature-claim.ts";
import { ObjectError } from "./object-error.ts";

/** What browsers of some origins may do with a bucket. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** Lower-case; may be sent by the browser. */
  readonly headers: readonly string[];
  /** May be read by the browser. */
  readonly exposed: readonly string[];
  readonly maxAgeSeconds: number | undefined;
}

const CorsSchema = z.strictObject({
  CorsRules: z.array(
    z.strictObject({
      Id: z.string().optional(),
      AllowedOrigins: z.array(z.string()),
      AllowedMethods: z.array(z.enum(["GET", "PUT", "HEAD", "POST", "DELETE"])),
      AllowedHeaders: z.array(z.string()).default([]),
      ExposedHeaders: z.array(z.string()).default([]),
      MaxAge: z.coerce.number().optional(),
    }),
  ),
});

/** The rules of a bucket, none when it has no CORS configuration. Throws an Error for others. */
export function corsRulesOf({ logicalId, properties }: DeployedResource): readonly CorsRule[] {
  const parsed = CorsSchema.safeParse(properties.CorsConfiguration ?? { CorsRules: [] });
  if (!parsed.success) {
    throw new Error(
      `The CORS rules of bucket ${logicalId} are not understood: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data.CorsRules.map((rule) => ({
    origins: rule.AllowedOrigins,
    methods: rule.AllowedMethods,
    headers: rule.AllowedHeaders.map((name) => name.toLowerCase()),
    exposed: rule.ExposedHeaders,
    maxAgeSeconds: rule.MaxAge,
  }));
}

/** Answers a browser that asks beforehand. Needs no signature. Throws an ObjectError if it may not. */
export function answerPreflight(
  message: IncomingMessage,
  response: ServerResponse,
  rules: readonly CorsRule[],
): void {
  const origin = headerText(message.headers, "origin");
  const method = headerText(message.headers, "access-control-request-method");
  if (origin === "" || method === "") {
    throw new ObjectError(
      "BadRequest",
      "Insufficient information. Origin and Access-Control-Request-Method are needed.",
    );
  }
  if (rules.length === 0) {
    throw new ObjectError("AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.");
  }
  const requested = headerText(message.headers, "access-control-request-headers").toLowerCase();
  const names = requested
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  const rule = rules.find(
    (candidate) => allows(candidate, origin, method) && matchesAll(names, candidate.headers),
  );
  if (rule === undefined) {
    throw new ObjectError("AccessForbidden", "CORSResponse: This CORS request is not allowed.");
  }
  for (const [name, value] of headersFor(rule, origin)) response.setHeader(name, value);
  if (names.length > 0) response.setHeader("access-control-allow-headers", names.join(", "));
  response.writeHead(200, { "content-length": 0 }).end();
}

/** Puts what lets the page read the answer on a response to come, error or not. */
export function addCorsHeaders(
  message: IncomingMessage,
  response: ServerResponse,
  rules: readonly CorsRule[],
): void {
  const origin = headerText(message.headers, "origin");
  const rule = rules.find((candidate) => allows(candidate, origin, message.method ?? ""));
  if (origin === "" || rule === undefined) return;
  for (const [name, value] of headersFor(rule, origin)) response.setHeader(name, value);
}

function headersFor(rule: CorsRule, origin: string): [string, string][] {
  const anyOrigin = rule.origins.includes("*");
  return [
    ["access-control-allow-origin", anyOrigin ? "*" : origin],
    ["access-control-allow-methods", rule.methods.join(", ")],
    ...(anyOrigin ? [] : ([["access-control-allow-credentials", "true"]] as const)),
    ...(rule.exposed.length > 0
      ? ([["access-control-expose-headers", rule.exposed.join(", ")]] as const)
      : []),
    ...(rule.maxAgeSeconds === undefined
      ? []
      : ([["access-control-max-age", String(rule.maxAgeSeconds)]] as const)),
    ["vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"],
  ].map(([name = "", value = ""]) => [name, value]);
}

function allows(rule: CorsRule, origin: string, method: string): boolean {
  return rule.methods.includes(method) && matchesAll([origin], rule.origins);
}

function matchesAll(texts: readonly string[], patterns: readonly string[]): boolean {
  return texts.every((text) => patterns.some((pattern) => matches(pattern, text)));
}

/** A pattern holds one `*` at most. */
function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star === -1) return pattern === text;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
