import type { OperationCall } from "./operation.ts";

/** The same call for the page that a cursor names; each page is a request of its own. */
export function atCursor(call: OperationCall, cursor: string | undefined): OperationCall {
  if (cursor === undefined) return call;
  const { idempotencyKey: _key, ...options } = call.options;
  return call.operation.takesBody
    ? { ...call, options, body: { ...Object(call.body), cursor } }
    : { ...call, options, query: { ...call.query, cursor } };
}
