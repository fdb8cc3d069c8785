import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { trustGateway } from "../common/trust-gateway.ts";
import { createApp } from "./app.ts";
import { addGetProfile } from "./get-profile-route.ts";
import type { Env } from "./respond.ts";

const routes = new Hono<Env>();
addGetProfile(routes);

/** One route of the service as a function of its own. Has the gateway's authorizer verify the JWTs. */
export const handler = handle(createApp(trustGateway, routes));
