import type { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { HttpRequest, HttpResponse } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { endingAtDeadline } from "../request-deadline.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";
import { collectAnswer } from "./collect-answer.ts";
import { sdkClient } from "./sdk-client.ts";
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
    await collectAnswer(response.body);
  }
}

const { maxAttempts, requestHandler: limits } = clientOptions(CALL_LIMITS.table);
const requestHandler = new RequestHandler(limits);
const { region } = settings;
const address = tableAddress(region, settings.tableEndpoint);

const credentials = defaultProvider();
const sdk = sdkClient({ region, credentials, maxAttempts, requestHandler });

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
