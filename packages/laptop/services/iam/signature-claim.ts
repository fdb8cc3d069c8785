import { ALGORITHM_IDENTIFIER, KEY_TYPE_IDENTIFIER, MAX_PRESIGNED_TTL } from "@smithy/signature-v4";

/** Decoded query parameters, each with every value it was given. Has no prototype. */
export type QueryParameters = Readonly<Record<string, string[]>>;

/** By lower-case name. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The fields of a Signature Version 4, wherever the request carries them. Nothing is verified yet. */
export interface SignatureClaim {
  readonly presigned: boolean;
  readonly accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  readonly shortDate: string;
  readonly region: string;
  readonly service: string;
  /** Lower-case header names. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`, the time of signing. */
  readonly longDate: string;
  /** 0 when signed by header. */
  readonly expiresInSeconds: number;
}

/** Reads the `Authorization` header; a sentence says what is wrong with it. */
export function claimFromHeaders(headers: RequestHeaders): SignatureClaim | string {
  const authorization = headerText(headers, "authorization");
  if (!authorization.startsWith(`${ALGORITHM_IDENTIFIER} `)) {
    return "The authorization mechanism is not supported. Use AWS4-HMAC-SHA256.";
  }
  const fields = new Map<string, string>();
  for (const part of authorization.slice(ALGORITHM_IDENTIFIER.length).split(",")) {
    const [name = "", ...rest] = part.trim().split("=");
    fields.set(name, rest.join("="));
  }
  return makeClaim({
    presigned: false,
    credential: fields.get("Credential"),
    signedHeaders: fields.get("SignedHeaders"),
    signature: fields.get("Signature"),
    longDate: headerText(headers, "x-amz-date"),
    expiresInSeconds: 0,
  });
}

/** Reads the signature of a presigned URL; a sentence says what is wrong with it. */
export function claimFromQuery(query: QueryParameters): SignatureClaim | string {
  const single = (name: string) => (query[name]?.length === 1 ? query[name][0] : undefined);
  if (single("X-Amz-Algorithm") !== ALGORITHM_IDENTIFIER) {
    return "X-Amz-Algorithm only supports AWS4-HMAC-SHA256.";
  }
  const expires = single("X-Amz-Expires") ?? "";
  const expiresInSeconds = /^\d{1,6}$/.test(expires) ? Number(expires) : 0;
  if (expiresInSeconds < 1 || expiresInSeconds > MAX_PRESIGNED_TTL) {
    return "X-Amz-Expires must be a number of seconds from 1 to a week.";
  }
  return makeClaim({
    presigned: true,
    credential: single("X-Amz-Credential"),
    signedHeaders: single("X-Amz-SignedHeaders"),
    signature: single("X-Amz-Signature"),
    longDate: single("X-Amz-Date") ?? "",
    expiresInSeconds,
  });
}

interface ClaimParts {
  readonly presigned: boolean;
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
  readonly longDate: string;
  readonly expiresInSeconds: number;
}

function makeClaim(parts: ClaimParts): SignatureClaim | string {
  const { credential, signedHeaders, signature, longDate, presigned, expiresInSeconds } = parts;
  if (!credential || !signedHeaders || !signature) {
    return "The credential, the list of signed headers and the signature are required.";
  }
  const [accessKeyId = "", shortDate = "", region = "", service = "", type, ...rest] =
    credential.split("/");
  if (type !== KEY_TYPE_IDENTIFIER || rest.length > 0) {
    return "The credential must read <key>/YYYYMMDD/<region>/<service>/aws4_request.";
  }
  if (!/^\d{8}T\d{6}Z$/.test(longDate)) return "X-Amz-Date must read YYYYMMDDTHHMMSSZ.";
  if (longDate.slice(0, 8) !== shortDate) {
    return "The date of the credential differs from X-Amz-Date.";
  }
  const scope = { accessKeyId, shortDate, region, service };
  const names = signedHeaders.split(";");
  return { presigned, ...scope, signedHeaders: names, signature, longDate, expiresInSeconds };
}

/** Decodes a raw query string, keeping repeated names; undefined when it is not valid UTF-8. */
export function parseQuery(query: string): QueryParameters | undefined {
  const parsed: Record<string, string[]> = Object.create(null);
  try {
    for (const part of query.split("&")) {
      if (part === "") continue;
      const [name = "", ...rest] = part.split("=");
      const key = decodeURIComponent(name);
      parsed[key] ??= [];
      parsed[key].push(decodeURIComponent(rest.join("=")));
    }
  } catch {
    return undefined;
  }
  return parsed;
}

/** The value of a header, `""` when the request has none of that name. */
export function headerText(headers: RequestHeaders, name: string): string {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === "string" ? value : (value ?? []).join(",");
}
