import { isRecord } from "../../template/json.ts";
import type { Call, GatewayAnswer } from "./call.ts";
import type { GatewayFailure } from "./gateway-failure.ts";
import { substituteVariables, variablesOf } from "./template-variables.ts";

/**
 * The access log line of a finished call, as the stage's format says: its object when the format is
 * JSON, else `{ message }`. `undefined` for a stage without an access log.
 */
export function accessLogEntry(
  call: Call,
  answer: GatewayAnswer,
  failure: GatewayFailure | undefined,
): object | undefined {
  const { accessLogFormat } = call.api.stage;
  if (accessLogFormat === undefined) {
    return undefined;
  }
  const variables = variablesOf(call, failure, {
    status: answer.status,
    responseLength: answer.body.length,
    responseLatency: Date.now() - call.startedAt.getTime(),
  });
  const format: unknown = parsed(accessLogFormat);
  if (isRecord(format)) {
    // Values go in after parsing, so that a quote sent by a client cannot break the line.
    const fields = Object.entries(format).map(([name, value]) => [
      name,
      typeof value === "string" ? substituteVariables(value, variables, "-") : value,
    ]);
    return Object.fromEntries(fields);
  }
  return { message: substituteVariables(accessLogFormat, variables, "-") };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
