import { HttpError, Router } from "@aws-lambda-powertools/event-handler/http";
import type {
  HandlerResponse,
  Middleware,
  RequestContext,
} from "@aws-lambda-powertools/event-handler/types";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { metered } from "../../../shared/http/metered.ts";
import { errorAnswer, logRequest } from "../common/answer.ts";
import type { Identify } from "../common/identify.ts";
import { PROFILES_PATH } from "../common/profile-jobs.ts";
import { callerOf, type Env, respond } from "./respond.ts";
import { allRoutes } from "./routes.ts";

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A service on Powertools' router: middleware for log, identity and count, then its routes. */
export function createHandler(identify: Identify): Handler {
  const app = new Router<Env>();
  app.use(logged);
  app.use(counted(identify));
  app.errorHandler(Error, failed);
  app.includeRouter(allRoutes(), { prefix: PROFILES_PATH });
  return (event, context) => app.resolve(event, context);
}

/** Good answers; what is thrown does not come back this way. */
const logged: Middleware<Env> = async ({ reqCtx, next }) => {
  reqCtx.set("startedAt", performance.now());
  await next();
  log(reqCtx, reqCtx.get("startedAt"), { status: reqCtx.res.status });
};

function counted(identify: Identify): Middleware<Env> {
  return async ({ reqCtx, next }) => {
    const { req, event } = reqCtx;
    const authorization = req.headers.get("authorization") ?? undefined;
    const { requestContext } = event;
    const gatewayContext = "authorizer" in requestContext ? requestContext.authorizer : undefined;
    const principal = await identify({ authorization, gatewayContext });
    reqCtx.set("account", principal.account);
    await metered(
      principal,
      req.method === "GET",
      (rate) => {
        for (const [name, value] of Object.entries(rate)) reqCtx.res.headers.set(name, value);
      },
      next,
    );
  };
}

async function failed(error: Error, context: RequestContext): Promise<HandlerResponse> {
  // The router's own: no such route.
  if (error instanceof HttpError) return error.toWebResponse();
  const answer = errorAnswer(error, callerOf(context));
  log(context, Number(context.get("startedAt")), { status: answer.status, error });
  return respond(answer, answer.headers);
}

function log(
  context: Pick<RequestContext, "event" | "req">,
  startedAt = performance.now(),
  facts: { readonly status: number; readonly error?: Error },
): void {
  const { method, url } = context.req;
  logRequest(`${method} ${new URL(url).pathname}`, callerOf(context), { startedAt, ...facts });
}
