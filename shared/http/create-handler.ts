import type { APIGatewayProxyEvent } from "aws-lambda";
import { fromAuthorizerContext, type Principal } from "../auth/principal.ts";
import { getReady } from "../domain/get-ready.ts";
import type { Visitor } from "../model/analytics/visitor.ts";
import { Problem } from "../model/problem.ts";
import { withDeadline } from "../request-deadline.ts";
import type { Route } from "../routes/define-route.ts";
import { waitingTime } from "../time-limits.ts";
import type { ParseForm } from "./body.ts";
import { isHeld } from "./conditional.ts";
import { endpoint, type Note, type RenderError } from "./endpoint.ts";
import { idempotent, type Recall } from "./idempotent.ts";
import { isRead } from "./is-read.ts";
import { metered } from "./metered.ts";
import { type LinkTo, linksOf } from "./public-address.ts";
import { type RequestContent, readRequest } from "./read-request.ts";
import type { ApiResponse } from "./render.ts";
import { type RequestPart, takenFrom } from "./request-problem.ts";
import { visitorOf } from "./visitor-of.ts";

/** A request after everything about it was checked. */
export interface ApiRequest<Params, Query, Body> extends RequestContent<Params, Query, Body> {
  /** The account that calls; `""` on a public route. */
  readonly account: string;
  /** Id for what a POST makes, the same whenever it is repeated; undefined lets the rules choose. */
  readonly newId: string | undefined;
  readonly linkTo: LinkTo;
  /** Whether the caller has the answer with this entity tag, so that none need be made. */
  readonly holds: (etag: string) => boolean;
  /** Who looks, for the routes that count views. */
  readonly visitor: () => Visitor;
}

type Handle<Params, Query, Body> = (
  request: ApiRequest<Params, Query, Body>,
) => Promise<ApiResponse>;

/** What only some routes need. */
interface HandlerParts {
  /** For a route that takes forms; the others start sooner without the parser. */
  readonly parseForm?: ParseForm;
  /** For a POST whose answers have something `kept` in place of their body. */
  readonly recall?: Recall;
  /** For a route whose errors are pages. */
  readonly renderError?: RenderError;
}

/**
 * The one way from an event of the gateway to a handler and back: counts the request, checks it
 * against its route, maps every error to the contract's shape, and writes one log line. It waits for
 * services only as long as the function has time to say that they are away.
 * @throws Error when a route that takes forms comes without their parser
 */
export function createHandler<Params, Query, Body>(
  route: Route<Params, Query, Body>,
  handle: Handle<Params, Query, Body>,
  { parseForm, recall, renderError }: HandlerParts = {},
) {
  if (route.body?.form && !parseForm) throw new Error(`${route.id} needs a parser of forms.`);
  const read = (event: APIGatewayProxyEvent) => readRequest(route, event, parseForm);
  const serve = async (event: APIGatewayProxyEvent, note: Note) => {
    const common = {
      linkTo: linksOf(event),
      holds: (etag: string) => isHeld(event, etag),
      visitor: () => visitorOf(event),
    };
    if (route.auth === "public") {
      const content = await read(event);
      return takenFrom(inputPart(route), () =>
        handle({ ...content, account: "", newId: undefined, ...common }),
      );
    }
    const principal = fromAuthorizerContext(event.requestContext.authorizer);
    const { account } = principal;
    const run = async () => {
      requireCredential(route, principal);
      const content = await read(event);
      const once = (newId: string | undefined) =>
        takenFrom(inputPart(route), () => handle({ ...content, account, newId, ...common }));
      return idempotent(event, { account, route: route.id }, content, once, recall);
    };
    return metered(principal, isRead(event), note, run, route.allowance);
  };
  const handler = endpoint(
    route.id,
    (event, note, context) =>
      withDeadline(waitingTime(context.getRemainingTimeInMillis()), () => serve(event, note)),
    renderError,
  );
  // Awaited while the function loads, by the module that starts it.
  return Object.assign(handler, { prepare: getReady });
}

/** Where a service's input comes from: the query only where there is no body. */
function inputPart({
  body,
  document,
  query,
}: Pick<Route, "body" | "document" | "query">): RequestPart {
  return query && !body && !document ? "query" : "body";
}

/** @throws Problem 403 for an API key where only a JWT will do */
function requireCredential({ auth }: Pick<Route, "auth">, { credential }: Principal): void {
  if (auth !== "session" || credential === "jwt") return;
  throw new Problem("forbidden", "jwt_required", "This needs a JWT; an API key will not do.");
}
