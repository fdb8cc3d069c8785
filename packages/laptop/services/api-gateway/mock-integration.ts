import {
  listOfProperties,
  mapOfTexts,
  optionalText,
  type Properties,
  requiredText,
} from "../../template/template-properties.ts";
import type { Call, GatewayAnswer } from "./call.ts";
import { allowedOriginsIn } from "./cors-template.ts";
import { configurationError, GatewayFailure } from "./gateway-failure.ts";
import { mappedHeaders } from "./gateway-responses.ts";
import { headerOf } from "./incoming-request.ts";
import { isBinary, mediaTypeOf } from "./media-types.ts";
import { variablesOf } from "./template-variables.ts";

/** An integration that the gateway answers by itself, such as a CORS preflight. */
export interface MockIntegration {
  readonly kind: "mock";
  /** Status that each request template gives, by media type; the response is chosen by it. */
  readonly statuses: ReadonlyMap<string, number | undefined>;
  /** True when a body without a template of its type takes the place of a rendered one. */
  readonly passesThrough: boolean;
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

/**
 * Reads a MOCK integration.
 * @throws Error for a response template or content handling that the local gateway cannot run.
 */
export function readMockIntegration(properties: Properties, owner: string): MockIntegration {
  const { ContentHandling, PassthroughBehavior = "WHEN_NO_MATCH" } = properties;
  if (ContentHandling !== undefined && ContentHandling !== "CONVERT_TO_TEXT") {
    throw new Error(`${owner} has content handling that the local gateway does not know.`);
  }
  const templates = [...mapOfTexts(properties, "RequestTemplates")];
  const statuses = templates.map(([type, text]) => [type.toLowerCase(), statusIn(text)] as const);
  return {
    kind: "mock",
    statuses: new Map(statuses),
    passesThrough:
      PassthroughBehavior === "WHEN_NO_MATCH" ||
      (PassthroughBehavior === "WHEN_NO_TEMPLATES" && statuses.length === 0),
    responses: listOfProperties(properties, "IntegrationResponses").map((response) =>
      readResponse(response, owner),
    ),
    convertsToText: ContentHandling === "CONVERT_TO_TEXT",
  };
}

/** The status that a rendered request names. */
function statusIn(request: string): number | undefined {
  const status = /"?statusCode"?\s*:\s*(\d{3})/.exec(request)?.[1];
  return status === undefined ? undefined : Number(status);
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
export function answerMock(call: Call, integration: MockIntegration, body: Buffer): GatewayAnswer {
  const { request } = call;
  const response = selectResponse(mockedStatus(call, integration, body), integration.responses);
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
