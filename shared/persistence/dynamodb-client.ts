import { buffer } from "node:stream/consumers";
import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  type GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import { HttpRequest, HttpResponse } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { SignatureV4 } from "@smithy/signature-v4";
import { endingAtDeadline } from "../request-deadline.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";
import { collectAnswer } from "./collect-answer.ts";
import { Sha256 } from "./sha256.ts";
import { rehearseCommand, withShortSteps } from "./short-steps.ts";
import { tableAddress } from "./table-address.ts";

/** Who calls, as CloudTrail shows it. */
const USER_AGENT = "profiles-api";

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
const { region } = settings;
const address = tableAddress(region, settings.tableEndpoint);

/**
 * What the SDK would look up for each client or each call, in places that Lambda does not have: said
 * here, all of it. ADR 38 has the figures.
 */
const KNOWN = {
  region,
  endpoint: address.href,
  retryMode: "standard",
  defaultsMode: "standard",
  accountIdEndpointMode: "disabled",
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  authSchemePreference: [],
  userAgentAppId: "",
  defaultUserAgentProvider: async () => [],
  sha256: Sha256,
  streamCollector: collectAnswer,
} satisfies DynamoDBClientConfig;

const sdk = new DynamoDBClient({ maxAttempts, requestHandler, ...KNOWN });
const { credentials } = sdk.config;
// One for all calls: the SDK would make one for each.
const signer = new SignatureV4({ service: "dynamodb", region, credentials, sha256: Sha256 });
sdk.config.signer = async () => signer;

/** The one client of a function. A lost packet is sent again, and a dead endpoint is reported. */
export const client = endingAtDeadline(withShortSteps(sdk, { address, userAgent: USER_AGENT }));

/** Opens the connection that the first call will use. Rejects where that cannot be. */
export function connectToTable(): Promise<void> {
  return requestHandler.connect(address);
}

/** A read that is put together, signed and answered, but not sent. */
export function rehearse(read: GetItemCommand, answer: Uint8Array): Promise<object> {
  const response = new HttpResponse({ statusCode: 200, headers: {}, body: answer });
  return rehearseCommand(sdk, read, response);
}
