import { buffer } from "node:stream/consumers";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { HttpRequest } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { endingAtDeadline } from "../request-deadline.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";
import { tableAddress } from "./table-address.ts";

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

/** Also opens connections before there is a call. */
class RequestHandler extends NodeHttpHandler {
  /** Opens a connection, and keeps it for the next call there: whatever is answered will do. */
  async connect({ protocol, hostname, port }: URL): Promise<void> {
    const place = { protocol, hostname, ...(port && { port: Number(port) }) };
    const { response } = await this.handle(new HttpRequest({ ...place, method: "GET", path: "/" }));
    await buffer(response.body);
  }
}

const { maxAttempts, requestHandler: limits } = clientOptions(CALL_LIMITS.table);
const requestHandler = new RequestHandler(limits);

/** Where the table is; undefined in the regions whose addresses the SDK alone knows. */
const endpoint = tableAddress(settings.region, settings.tableEndpoint);

/**
 * What the SDK would look up for each client or each call, in places that Lambda does not have: said
 * here, all of it. ADR 38 has the figures.
 */
const KNOWN = {
  region: settings.region,
  retryMode: "standard",
  defaultsMode: "standard",
  accountIdEndpointMode: "disabled",
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  authSchemePreference: [],
  userAgentAppId: "",
  defaultUserAgentProvider: async () => [],
  ...(endpoint && { endpoint: endpoint.href, endpointProvider: () => ({ url: endpoint }) }),
} satisfies DynamoDBClientConfig;

/** The one client of a function. A lost packet is sent again, and a dead endpoint is reported. */
export const client = endingAtDeadline(
  new DynamoDBClient({
    ...{ maxAttempts, requestHandler, ...KNOWN },
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

/** Opens the connection that the first call will use. Rejects where that cannot be. */
export async function connectToTable(): Promise<void> {
  if (endpoint) await requestHandler.connect(endpoint);
}
