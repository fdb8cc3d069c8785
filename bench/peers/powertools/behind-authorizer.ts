import { trustGateway } from "../common/trust-gateway.ts";
import { createHandler } from "./app.ts";

/** Has the gateway's authorizer verify the JWTs. */
export const handler = createHandler(trustGateway);
