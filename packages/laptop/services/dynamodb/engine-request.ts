import { ACCOUNT } from "../../template/account.ts";
import type { JsonObject } from "../../template/json.ts";
import { EngineConnection } from "./engine-connection.ts";

const connection = new EngineConnection();

/** The engines want the form of a signature but do not check it, and so not its date either. */
const LONG_DATE = "20260101T000000Z";
const UNVERIFIED = {
  DynamoDB_20120810: unverifiedSignature("dynamodb"),
  DynamoDBStreams_20120810: unverifiedSignature("streams.dynamodb"),
};

/** What `X-Amz-Target` begins with. */
export type EngineApi = keyof typeof UNVERIFIED;

/** An error answer of the engine. `code` is the exception's short name. */
export class EngineError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = "EngineError";
    this.code = code;
  }
}

/**
 * Calls the engine directly, past the permission check, in DynamoDB's JSON as it is on the wire.
 * Throws EngineError for an error answer, and Node's own error when nothing listens.
 */
export async function requestEngine(
  endpoint: string,
  api: EngineApi,
  operation: string,
  body: JsonObject,
): Promise<JsonObject> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `${api}.${operation}`,
    authorization: UNVERIFIED[api],
    "x-amz-date": LONG_DATE,
  };
  const { status, body: text } = await connection.send(endpoint, headers, JSON.stringify(body));
  const answer: JsonObject = JSON.parse(text.toString());
  if (status >= 200 && status < 300) return answer;
  const code = String(answer.__type ?? status).replace(/^.*#/, "");
  throw new EngineError(code, String(answer.message ?? answer.Message ?? ""));
}

function unverifiedSignature(service: string): string {
  const scope = `platform/${LONG_DATE.slice(0, 8)}/${ACCOUNT.region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
}
