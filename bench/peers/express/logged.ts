import type { RequestHandler } from "express";
import { logRequest } from "../common/answer.ts";
import { callerOf } from "./caller.ts";

/** One line for each request that was answered. */
export const logged: RequestHandler = (request, response, next) => {
  const startedAt = performance.now();
  const caller = callerOf(request);
  response.on("finish", () => {
    const { error } = response.locals;
    const facts = { status: response.statusCode, startedAt, ...(error && { error }) };
    logRequest(`${request.method} ${request.originalUrl}`, caller, facts);
  });
  next();
};
