import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import multer, { MulterError } from "multer";
import type { Principal } from "../../../shared/auth/principal.ts";
import { requireMediaType } from "../../../shared/http/media-type.ts";
import { metered } from "../../../shared/http/metered.ts";
import { type Answer, commonHeaders, errorAnswer } from "../common/answer.ts";
import type { Identify } from "../common/identify.ts";
import {
  brokenForm,
  brokenJson,
  MOST_JSON_BYTES,
  PARSER_LIMITS,
  photoTooLarge,
} from "../common/profile-form.ts";
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
import { callerOf, gatewayContext } from "./caller.ts";
import { formOf } from "./form-of.ts";
import { logged } from "./logged.ts";

type Job = (
  account: string,
  request: Parameters<RequestHandler<{ id: string }>>[0],
) => Promise<Answer>;

const upload = multer({ storage: multer.memoryStorage(), limits: PARSER_LIMITS });
const json = express.json({ limit: MOST_JSON_BYTES, strict: false, type: [...JSON_TYPES] });

/** The service on Express 5, with multer for forms. */
export function createApp(identify: Identify): express.Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(logged);
  // Before anything that waits: the adapter's request has no body left for a parser by then.
  app.use(json);
  app.use(identified(identify));
  app.use(PROFILES_PATH, profiles());
  app.use(failed);
  return app;
}

function profiles(): express.Router {
  const router = express.Router();
  const form = [sentAs(FORM_TYPES), upload.any()];
  router.post(
    "/",
    form,
    counted((account, request) => create(account, formOf(request))),
  );
  router.get(
    "/all",
    counted((account) => list(account)),
  );
  router.get(
    "/:id",
    counted((account, { params }) => read(account, params.id)),
  );
  router.patch(
    "/:id",
    sentAs(JSON_TYPES),
    counted((account, { params, body }) => change(account, params.id, body)),
  );
  router.delete(
    "/:id",
    counted((account, { params }) => remove(account, params.id)),
  );
  return router;
}

function identified(identify: Identify): RequestHandler {
  return async (request, response, next) => {
    const { authorization } = request.headers;
    const context = { authorization, gatewayContext: gatewayContext() };
    response.locals.principal = await identify(context);
    next();
  };
}

function sentAs(types: readonly string[]): RequestHandler {
  return (request, _, next) => {
    requireMediaType(request.headers["content-type"], types);
    next();
  };
}

function counted(job: Job): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const principal = response.locals.principal as Principal;
    const answer = await metered(
      principal,
      request.method === "GET",
      (rate) => response.set(rate),
      () => job(principal.account, request),
    );
    response.status(answer.status).set({ ...commonHeaders(callerOf(request)), ...answer.headers });
    if (answer.body === undefined) response.end();
    else response.json(answer.body);
  };
}

const failed: ErrorRequestHandler = (error, request, response, _next) => {
  const translated = translate(error);
  response.locals.error = translated;
  const { status, headers, body } = errorAnswer(translated, callerOf(request));
  response.status(status).set(headers).json(body);
};

/** The parsers' own errors, in the contract's words. */
function translate(error: unknown): unknown {
  if (error instanceof MulterError) {
    return error.code === "LIMIT_FILE_SIZE" ? photoTooLarge() : brokenForm();
  }
  if (!(error instanceof Error)) return error;
  if ("type" in error && error.type === "entity.parse.failed") return brokenJson();
  return BROKEN_FORM.test(error.message) ? brokenForm() : error;
}

/** What the parser below multer says of a form that is cut short or has no boundary. */
const BROKEN_FORM = /^(Unexpected end of form|Multipart: Boundary not found|Malformed part header)/;
