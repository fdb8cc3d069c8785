import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { metered } from "../../../shared/http/metered.ts";
import { errorAnswer, logRequest } from "../common/answer.ts";
import type { Identify } from "../common/identify.ts";
import { PROFILES_PATH } from "../common/profile-jobs.ts";
import { callerOf, type Env, respond } from "./respond.ts";

/** A service on Hono: middleware for log, identity and count, then its routes. */
export function createApp(identify: Identify, routes: Hono<Env>): Hono<Env> {
  const app = new Hono<Env>();
  app.use(logged);
  app.use(counted(identify));
  app.onError((error, context) => {
    const answer = errorAnswer(error, callerOf(context));
    return respond(context, answer, { ...answer.headers, ...context.get("rate") });
  });
  return app.route(PROFILES_PATH, routes);
}

const logged = createMiddleware<Env>(async (context, next) => {
  const startedAt = performance.now();
  await next();
  const { error, req, res } = context;
  const facts = { status: res.status, startedAt, ...(error && { error }) };
  logRequest(`${req.method} ${req.path}`, callerOf(context), facts);
});

function counted(identify: Identify) {
  return createMiddleware<Env>(async (context, next) => {
    const { req } = context;
    const authorization = req.header("authorization");
    const principal = await identify({ authorization, gatewayContext: gatewayContext(context) });
    context.set("account", principal.account);
    await metered(principal, req.method === "GET", (rate) => context.set("rate", rate), next);
    for (const [name, value] of Object.entries(context.get("rate") ?? {})) {
      context.header(name, value);
    }
  });
}

function gatewayContext({ env }: Context<Env>) {
  const { requestContext } = env.event;
  return requestContext && "authorizer" in requestContext ? requestContext.authorizer : undefined;
}
