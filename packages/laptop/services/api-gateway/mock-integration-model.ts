import {
  listOfProperties,
  mapOfTexts,
  optionalText,
  type Properties,
  requiredText,
} from "../../template/template-properties.ts";
import { allowedOriginsIn } from "./cors-template.ts";

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

/** What a mocked status is answered with. */
export interface MockResponse {
  readonly status: number;
  /** Must match the mocked status; the response without a pattern is for all others. */
  readonly selectionPattern: string | undefined;
  /** Mapping expressions by header name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Origins that are named back to a caller who comes from one of them. */
  readonly allowedOrigins: readonly string[];
  /** True when it is rendered text that a binary `Accept` would have decoded from base64. */
  readonly isDecoded: boolean;
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
export function statusIn(request: string): number | undefined {
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
    isDecoded: template !== "" && properties.ContentHandling !== "CONVERT_TO_TEXT",
  };
}
