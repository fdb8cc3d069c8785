import { configure } from "@codegenie/serverless-express";
import { trustGateway } from "../common/trust-gateway.ts";
import { createApp } from "./app.ts";

/** Has the gateway's authorizer verify the JWTs. */
export const handler = configure({ app: createApp(trustGateway) });
