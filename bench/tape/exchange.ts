import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A call of a function to a service, and the answer it got. Bodies are base64. */
export interface Exchange {
  /** As in the signature's scope: `dynamodb`, `s3`, …; `issuer` for what is not signed. */
  readonly service: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** `DynamoDB_20120810.Query` and the like; `""` for services that go by path. */
  readonly target: string;
  readonly contentType: string;
  readonly requestBody: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly responseBody: string;
  /** Milliseconds of one clock, to tell what ran at once. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What the functions called, by example. */
export type Tape = Readonly<Record<string, readonly Exchange[]>>;

/** What tells calls apart. */
export type CallFacts = Pick<
  Exchange,
  "service" | "method" | "path" | "target" | "contentType" | "requestBody"
>;

/** Calls whose answer depends on what they ask for. */
const READS = /\.(GetItem|BatchGetItem|Query|GetSecretValue)$/;

/** Ids, and times, in paths. */
const NEW_EACH_TIME = /[\w-]{16,}|\d{4}-\d\d-\d\d\/\d\d%3A\d\d%3A[\d.]+Z/g;

/** What the stub server, and the recorder, know a call by. */
export function readCall(
  { method = "", url = "", headers }: IncomingMessage,
  body: Buffer,
): CallFacts {
  return {
    service: signatureScope(headers).service,
    method,
    path: url,
    target: String(headers["x-amz-target"] ?? ""),
    contentType: headers["content-type"] ?? "",
    requestBody: body.toString("base64"),
  };
}

/** `Credential=<key>/<date>/<region>/<service>/aws4_request` of the signature. */
export function signatureScope({ authorization = "" }: IncomingHttpHeaders) {
  const [, accessKeyId = "", service = "issuer"] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(authorization) ?? [];
  return { accessKeyId, service };
}

/**
 * What two calls have in common that get the same answer. A read is its whole body; a write its
 * expression, for its body has new ids and times in it.
 */
export function fingerprint({ service, method, path, target, requestBody }: CallFacts): string {
  const body = () => Buffer.from(requestBody, "base64").toString();
  if (READS.test(target)) return `${target} ${body()}`;
  if (target) return `${target} ${/"UpdateExpression":"[^"]*"/.exec(body())?.[0] ?? ""}`;
  return `${service} ${method} ${path.replace(NEW_EACH_TIME, "*")}`;
}

/** For each call, in the order of the tape, the places of those it waited for. */
export function waitsOf(exchanges: readonly Exchange[]): number[][] {
  return exchanges.map(({ startedAt }) =>
    exchanges.flatMap(({ endedAt }, place) => (endedAt <= startedAt ? [place] : [])),
  );
}
