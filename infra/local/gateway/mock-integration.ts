import type { Call, GatewayAnswer } from "./call.ts";
import { allowedOriginsIn } from "./cors-template.ts";
import { configurationError } from "./gateway-failure.ts";
import { mappedHeaders } from "./gateway-responses.ts";
import { headerOf } from "./incoming-request.ts";
import { isBinary } from "./media-types.ts";
import {
  listOfProperties,
  mapOfTexts,
  optionalText,
  type Properties,
  requiredText,
} from "./template-properties.ts";
import { variablesOf } from "./template-variables.ts";

/** An integration that the gateway answers by itself, such as a CORS preflight. */
export interface MockIntegration {
  readonly kind: "mock";
  /** Status that the request template gives, by which the response is chosen. */
  readonly status: number | undefined;
  readonly responses: readonly MockResponse[];
  /** True when binary requests are read as text. */
  readonly convertsToText: boolean;
}

interface MockResponse {
  readonly status: number;
  /** Must match the mocked status; the response without a pattern is for all others. */
  readonly selectionPattern: string | undefined;
  /** Mapping expressions by header name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Origins that are named back to a caller who comes from one of them. */
  readonly allowedOrigins: readonly string[];
}

/** Reads a MOCK integration. @throws Error for a response template the local gateway cannot run. */
export function readMockIntegration(properties: Properties, owner: string): MockIntegration {
  const request = mapOfTexts(properties, "RequestTemplates").get("application/json") ?? "";
  const status = /"?statusCode"?\s*:\s*(\d{3})/.exec(request)?.[1];
  return {
    kind: "mock",
    status: status === undefined ? undefined : Number(status),
    responses: listOfProperties(properties, "IntegrationResponses").map((response) =>
      readResponse(response, owner),
    ),
    convertsToText: properties.ContentHandling === "CONVERT_TO_TEXT",
  };
}

function readResponse(properties: Properties, owner: string): MockResponse {
  const headers = [...mapOfTexts(properties, "ResponseParameters")].map(
    ([name, expression]) => [name.replace(/^method\.response\.header\./, ""), expression] as const,
  );
  const template = mapOfTexts(properties, "ResponseTemplates").get("application/json") ?? "";
  return {
    status: Number(requiredText(properties, "StatusCode", owner)),
    selectionPattern: optionalText(properties, "SelectionPattern") || undefined,
    headers: new Map(headers),
    allowedOrigins: allowedOriginsIn(template, owner),
  };
}

/** Answers a call. @throws GatewayFailure when the integration has no answer for it. */
export function answerMock(
  call: Call,
  { kind: _, ...integration }: MockIntegration,
): GatewayAnswer {
  const { request, api } = call;
  const contentType = headerOf(request.headers, "content-type");
  if (!integration.convertsToText && isBinary(contentType, api.binaryMediaTypes)) {
    throw configurationError("Unable to transform request: its media type is binary.");
  }
  const response = selectResponse(integration.status, integration.responses);
  if (response === undefined) {
    throw configurationError("No integration response fits the mocked status.");
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
