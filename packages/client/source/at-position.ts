import type { Position } from "./listing.ts";
import type { OperationCall } from "./operation.ts";

/** The same call for a later page; each page is a request of its own. */
export function atPosition(call: OperationCall, position: Position | undefined): OperationCall {
  if (position === undefined) return call;
  const { idempotencyKey: _key, ...options } = call.options;
  const { cursor, seen } = position;
  // A list that knows no cursor is read on from where it began.
  const more =
    cursor === undefined ? { offset: Number(call.query.offset ?? 0) + seen } : { cursor };
  return call.operation.takesBody
    ? { ...call, options, body: { ...Object(call.body), ...more } }
    : { ...call, options, query: { ...call.query, ...more } };
}
