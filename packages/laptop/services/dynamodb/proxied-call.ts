import type { Json, JsonObject } from "../../template/json.ts";
import { isRecord } from "../../template/json.ts";
import type { ItemUse } from "./item-uses.ts";

/** A call as a function made it. */
export interface DynamoDbCall {
  /** `Query`, `TransactWriteItems` and the like. */
  readonly operation: string;
  /** Physical name of the calling function; `""` for the administrator. */
  readonly functionName: string;
  /** What the call needs and touches: actions, tables, keys. */
  readonly uses: readonly ItemUse[];
  /** The request in DynamoDB's JSON. */
  readonly body: JsonObject;
}

/** A call, and what came of it. */
export interface FinishedCall extends DynamoDbCall {
  /** HTTP status; 0 when the call was cut off before it reached the engine. */
  readonly status: number;
  /** The exception's short name, for an error. */
  readonly errorCode?: string;
  /** As the engine returned it, when the caller asked for it. */
  readonly consumedCapacity?: Json;
  readonly durationMs: number;
}

/**
 * What happens to a call: it passes, is cut off before the engine sees it, is carried out while its
 * answer is lost, or is answered in the engine's place (`body` is sent as JSON).
 */
export type Interception =
  | "pass"
  | "drop-before"
  | "drop-after"
  | { readonly status: number; readonly body: Json };

/** What an answer tells about the call, beside its items. */
export function factsOf(text: string): { errorCode?: string; consumedCapacity?: Json } {
  // Parsing a page of items only to look for what is not there would slow every call down.
  if (!text.includes('"__type"') && !text.includes('"ConsumedCapacity"')) return {};
  const answer = parseObject(text) ?? {};
  const { ConsumedCapacity } = answer;
  return {
    ...errorCodeOf(answer),
    ...(ConsumedCapacity !== undefined && { consumedCapacity: ConsumedCapacity }),
  };
}

/** The exception in an answer. */
export function errorCodeOf(body: Json | JsonObject): { errorCode?: string } {
  const type = isRecord(body) ? body.__type : "";
  return typeof type === "string" && type !== "" ? { errorCode: type.replace(/^.*#/, "") } : {};
}

/** undefined unless the text is a JSON object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
