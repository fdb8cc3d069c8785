import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { verifyBearer } from "../common/verify-bearer.ts";
import { createApp } from "./app.ts";
import { addGetProfile } from "./get-profile-route.ts";
import type { Env } from "./respond.ts";

const routes = new Hono<Env>();
addGetProfile(routes);

/** One route of the service as a function of its own. Verifies the JWTs itself. */
export const handler = handle(createApp(verifyBearer, routes));
