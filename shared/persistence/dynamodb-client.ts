import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { endingAtDeadline } from "../request-deadline.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";

/** Who calls, as CloudTrail shows it. */
const USER_AGENT = "profiles-api";

/**
 * Steps of the SDK that each call would go through for nothing: it logs only where a logger is set,
 * its own user agent is put together each time, and DynamoDB neither takes part in Lambda's
 * detection of loops nor uses the trace headers that come with it. ADR 12 has the figures.
 */
const IDLE_STEPS = [
  "loggerMiddleware",
  "getUserAgentMiddleware",
  "recursionDetectionMiddleware",
] as const;

/** The one client of a function. A lost packet is sent again, and a dead endpoint is reported. */
export const client = endingAtDeadline(
  new DynamoDBClient({
    ...clientOptions(CALL_LIMITS.table),
    // The steps of a call are put together once for each command. Nothing may be added to them later.
    cacheMiddleware: true,
  }),
);

for (const step of IDLE_STEPS) client.middlewareStack.remove(step);

client.middlewareStack.add(
  (next) => (args) => {
    const { headers } = args.request as { readonly headers: Record<string, string> };
    headers["user-agent"] = USER_AGENT;
    return next(args);
  },
  { step: "build", name: "userAgent" },
);
