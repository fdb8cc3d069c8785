import type { Call, GatewayAnswer } from "./call.ts";
import { configurationError, GatewayFailure } from "./gateway-failure.ts";
import { mappedHeaders } from "./gateway-responses.ts";
import { headerOf } from "./incoming-request.ts";
import { isBinary, mediaTypeOf } from "./media-types.ts";
import { type MockIntegration, type MockResponse, statusIn } from "./mock-integration-model.ts";
import { variablesOf } from "./template-variables.ts";

/** Answers a call by itself. @throws GatewayFailure when the integration has no answer for it. */
export function answerMock(call: Call, integration: MockIntegration, body: Buffer): GatewayAnswer {
  const { request } = call;
  const response = selectResponse(mockedStatus(call, integration, body), integration.responses);
  if (response === undefined) {
    throw configurationError("No integration response fits the mocked status.");
  }
  const accept = headerOf(request.headers, "accept");
  if (response.isDecoded && isBinary(accept, call.api.binaryMediaTypes)) {
    throw configurationError(
      "Unable to transform response: its text would be decoded from base64.",
    );
  }
  const headers = new Map(mappedHeaders(response.headers, variablesOf(call)));
  const origin = headerOf(request.headers, "origin");
  if (origin !== undefined && response.allowedOrigins.includes(origin)) {
    headers.set("Access-Control-Allow-Origin", origin);
  }
  return {
    status: response.status,
    headers: [["Content-Type", "application/json"], ...headers],
    body: Buffer.alloc(0),
  };
}

/** Without a template for the type of the body, that may take the place of a rendered one. */
function mockedStatus(
  { request, api }: Call,
  { statuses, passesThrough, convertsToText }: MockIntegration,
  body: Buffer,
): number | undefined {
  const contentType = headerOf(request.headers, "content-type");
  const mediaType = mediaTypeOf(contentType);
  if (!statuses.has(mediaType) && !passesThrough) {
    throw new GatewayFailure("UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type");
  }
  if (!convertsToText && isBinary(contentType, api.binaryMediaTypes)) {
    throw configurationError("Unable to transform request: its media type is binary.");
  }
  return statuses.has(mediaType) ? statuses.get(mediaType) : statusIn(body.toString());
}

function selectResponse(
  status: number | undefined,
  responses: readonly MockResponse[],
): MockResponse | undefined {
  if (status === undefined) {
    return undefined;
  }
  const matching = responses.find(
    ({ selectionPattern }) =>
      selectionPattern !== undefined && new RegExp(`^(?:${selectionPattern})$`).test(`${status}`),
  );
  return matching ?? responses.find(({ selectionPattern }) => selectionPattern === undefined);
}
