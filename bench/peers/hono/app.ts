import { type Context, Hono } from "hono";
import type { LambdaEvent } from "hono/aws-lambda";
import { createMiddleware } from "hono/factory";
import { requireMediaType } from "../../../shared/http/media-type.ts";
import { metered } from "../../../shared/http/metered.ts";
import {
  type Answer,
  type Caller,
  commonHeaders,
  errorAnswer,
  logRequest,
} from "../common/answer.ts";
import type { Identify } from "../common/identify.ts";
import { brokenJson } from "../common/profile-form.ts";
import {
  change,
  create,
  FORM_TYPES,
  JSON_TYPES,
  list,
  PROFILES_PATH,
  read,
  remove,
} from "../common/profile-jobs.ts";
import { readForm } from "./read-form.ts";

interface Env {
  Bindings: { event: LambdaEvent };
  Variables: { account: string; rate: Readonly<Record<string, string>> };
}

/** The service on Hono: middleware for log, identity and count; a route for each job. */
export function createApp(identify: Identify): Hono<Env> {
  const app = new Hono<Env>();
  app.use(logged);
  app.use(counted(identify));
  app.onError((error, context) => {
    const answer = errorAnswer(error, callerOf(context));
    return respond(context, answer, { ...answer.headers, ...context.get("rate") });
  });
  return app.route(PROFILES_PATH, profiles());
}

function profiles(): Hono<Env> {
  const routes = new Hono<Env>();
  routes.post("/", async (context) => {
    requireMediaType(context.req.header("content-type"), FORM_TYPES);
    const form = await readForm(context.req);
    return send(context, await create(context.var.account, form));
  });
  routes.get("/all", async (context) => send(context, await list(context.var.account)));
  routes.get("/:id", async (context) =>
    send(context, await read(context.var.account, context.req.param("id"))),
  );
  routes.patch("/:id", async (context) => {
    requireMediaType(context.req.header("content-type"), JSON_TYPES);
    const body = await context.req.json().catch(() => Promise.reject(brokenJson()));
    return send(context, await change(context.var.account, context.req.param("id"), body));
  });
  routes.delete("/:id", async (context) =>
    send(context, await remove(context.var.account, context.req.param("id"))),
  );
  return routes;
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

function callerOf({ env, req }: Context<Env>): Caller {
  const { requestContext } = env.event;
  return {
    requestId: requestContext && "requestId" in requestContext ? requestContext.requestId : "",
    origin: req.header("origin"),
    accept: req.header("accept"),
  };
}

function send(context: Context<Env>, answer: Answer): Response {
  return respond(context, answer, { ...commonHeaders(callerOf(context)), ...answer.headers });
}

function respond(
  context: Context<Env>,
  { status, body }: Answer,
  headers: Readonly<Record<string, string>>,
): Response {
  const code = status as 200;
  return body === undefined
    ? context.body(null, code, headers)
    : context.body(JSON.stringify(body), code, { "Content-Type": "application/json", ...headers });
}
