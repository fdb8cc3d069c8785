import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Iam, Principal } from "./iam.ts";
import { verifySignature } from "./signature.ts";

/** More than Lambda's Invoke takes, which of the services takes the most: it tells the caller so. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** A request to a service of AWS whose signature is right. */
export interface SignedCall {
  readonly principal: Principal;
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Why a request is not trusted, in the names AWS gives. */
export interface UntrustedCall {
  readonly code:
    | "MissingAuthenticationTokenException"
    | "UnrecognizedClientException"
    | "InvalidSignatureException";
  readonly message: string;
}

const INVALID_TOKEN = "The security token included in the request is invalid.";

/** Reads a request and finds out who signed it, for a service's signing name such as `apigateway`. */
export async function readSignedCall(
  request: IncomingMessage,
  service: string,
  iam: Iam,
): Promise<SignedCall | UntrustedCall> {
  const body = await readBody(request);
  const { method = "GET", url = "/", headers } = request;
  const [path = "/", query = ""] = url.split(/\?(.*)/s);
  const verified = await verifySignature({
    method,
    path,
    query,
    headers,
    payloadHash: createHash("sha256").update(body).digest("hex"),
    secretFor: (accessKeyId) => iam.secretFor(accessKeyId),
    service,
    now: new Date(),
  });
  if ("failure" in verified) {
    const { failure, message } = verified;
    if (failure === "missing") return { code: "MissingAuthenticationTokenException", message };
    return failure === "unknown-key"
      ? { code: "UnrecognizedClientException", message: INVALID_TOKEN }
      : { code: "InvalidSignatureException", message };
  }
  const principal = iam.principalFor(verified.accessKeyId);
  if (principal?.sessionToken !== String(headers["x-amz-security-token"] ?? "")) {
    return { code: "UnrecognizedClientException", message: INVALID_TOKEN };
  }
  const parsed = { path, query: new URLSearchParams(query), body: body.toString() };
  return { principal, method, headers, ...parsed };
}

/** The sentence of a refusal by IAM. */
export function deniedSentence(principal: Principal, action: string, resource: string): string {
  const user = principal.roleArn
    .replace(":iam:", ":sts:")
    .replace(":role/", ":assumed-role/")
    .concat(`/${principal.functionName}`);
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

/** What goes over the limit is thrown away, and the signature fails. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= BODY_LIMIT) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
