import type { APIGatewayProxyEvent } from "aws-lambda";
import { header } from "../headers.ts";
import { FLAGS } from "../model/page-query.ts";
import type { VersionCondition } from "../model/version-condition.ts";
import type { Route } from "../routes/define-route.ts";
import { type ParsedBody, type ParseForm, parseBody } from "./body.ts";
import { versionCondition } from "./conditional.ts";
import { parseDocument } from "./document-body.ts";
import { pathParameters } from "./path-parameters.ts";
import { validate } from "./validate.ts";

/** What a request asks for, after everything about it was checked. */
export interface RequestContent<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The file of a form, if one was sent; of a route that takes a document, that. */
  readonly file: Uint8Array | undefined;
  readonly ifMatch: VersionCondition;
}

/**
 * Reads and validates a request against its route.
 * @throws Problem 400, 413, 415, 422
 */
export async function readRequest<Params, Query, Body>(
  route: Route<Params, Query, Body>,
  event: APIGatewayProxyEvent,
  parseForm?: ParseForm,
): Promise<RequestContent<Params, Query, Body>> {
  const params = route.params
    ? validate(route.params, pathParameters(event), "path")
    : (undefined as Params);
  const query = route.query
    ? validate(route.query, withoutEmpty(event.queryStringParameters), "query")
    : (undefined as Query);
  const { body, file } = await readBody(route, event, parseForm);
  const ifMatch = versionCondition(header(event, "if-match"));
  return { params, query, body, file, ifMatch };
}

async function readBody<Body>(
  { body, document }: Pick<Route<unknown, unknown, Body>, "body" | "document">,
  event: APIGatewayProxyEvent,
  parseForm: ParseForm | undefined,
): Promise<ParsedBody<Body>> {
  if (document) return parseDocument(event, document);
  return body ? parseBody(event, body, parseForm) : { body: undefined as Body, file: undefined };
}

/** A parameter without a value, as forms and templates send it, counts as left out; a flag does not. */
function withoutEmpty(query: APIGatewayProxyEvent["queryStringParameters"]) {
  return Object.fromEntries(
    Object.entries(query ?? {}).filter(([name, value]) => value !== "" || FLAGS.includes(name)),
  );
}
