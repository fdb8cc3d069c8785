import { ACCOUNT } from "../../template/account.ts";
import type { JsonObject } from "../../template/json.ts";

/** What `X-Amz-Target` begins with. */
export type EngineApi = "DynamoDB_20120810" | "DynamoDBStreams_20120810";

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
 * Throws EngineError for an error answer, and fetch's own error when nothing listens.
 */
export async function requestEngine(
  endpoint: string,
  api: EngineApi,
  operation: string,
  body: JsonObject,
): Promise<JsonObject> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `${api}.${operation}`,
      ...unverifiedSignature(api),
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as JsonObject;
  if (response.ok) return answer;
  const code = String(answer.__type ?? response.status).replace(/^.*#/, "");
  throw new EngineError(code, String(answer.message ?? answer.Message ?? ""));
}

/** The engines want the form of a signature but do not check it. */
function unverifiedSignature(api: EngineApi): Record<string, string> {
  const longDate = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const service = api === "DynamoDB_20120810" ? "dynamodb" : "streams.dynamodb";
  const scope = `platform/${longDate.slice(0, 8)}/${ACCOUNT.region}/${service}/aws4_request`;
  return {
    "x-amz-date": longDate,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
  };
}
