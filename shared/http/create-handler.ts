import type { APIGatewayProxyEvent } from "aws-lambda";
import { fromAuthorizerContext, type Principal } from "../auth/principal.ts";
import { Problem } from "../domain/errors.ts";
import type { Route } from "../routes/define-route.ts";
import { endpoint } from "./endpoint.ts";
import { idempotent, type Recall } from "./idempotent.ts";
import { metered } from "./metered.ts";
import { type RequestContent, readRequest } from "./read-request.ts";
import type { ApiResponse } from "./render.ts";

/** A request after everything about it was checked. */
export interface ApiRequest<Params, Query, Body> extends RequestContent<Params, Query, Body> {
  /** The account that calls; `""` on a public route. */
  readonly account: string;
  /** Id for what a POST makes, the same whenever it is repeated; undefined lets the rules choose. */
  readonly newId: string | undefined;
}

type Handle<Params, Query, Body> = (
  request: ApiRequest<Params, Query, Body>,
) => Promise<ApiResponse>;

/**
 * The one way from an event of the gateway to a handler and back: counts the request, checks it
 * against its route, maps every error to the contract's shape, and writes one log line.
 * @param recall for a POST whose answers have something `kept` in place of their body
 */
export function createHandler<Params, Query, Body>(
  route: Route<Params, Query, Body>,
  handle: Handle<Params, Query, Body>,
  recall?: Recall,
) {
  return endpoint(route.id, async (event, note) => {
    if (route.auth === "public") {
      return handle({ ...(await readRequest(route, event)), account: "", newId: undefined });
    }
    const principal = fromAuthorizerContext(event.requestContext.authorizer);
    return metered(principal, event.httpMethod === "GET", note, () =>
      answerFor(route, { handle, recall }, event, principal),
    );
  });
}

async function answerFor<Params, Query, Body>(
  route: Route<Params, Query, Body>,
  { handle, recall }: { handle: Handle<Params, Query, Body>; recall: Recall | undefined },
  event: APIGatewayProxyEvent,
  { account, credential }: Principal,
): Promise<ApiResponse> {
  if (route.auth === "session" && credential !== "jwt") {
    throw new Problem("forbidden", "jwt_required", "This needs a JWT; an API key will not do.");
  }
  const content = await readRequest(route, event);
  const run = (newId: string | undefined) => handle({ ...content, account, newId });
  return idempotent(event, { account, route: route.id }, content, run, recall);
}
