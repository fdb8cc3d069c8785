import { handle } from "hono/aws-lambda";
import { trustGateway } from "../common/trust-gateway.ts";
import { createApp } from "./app.ts";
import { allRoutes } from "./routes.ts";

/** Has the gateway's authorizer verify the JWTs. */
export const handler = handle(createApp(trustGateway, allRoutes()));
