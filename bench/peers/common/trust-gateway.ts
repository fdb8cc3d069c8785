import { fromAuthorizerContext } from "../../../shared/auth/principal.ts";
import type { Identify } from "./identify.ts";

/** For a service behind the gateway's authorizer, which has verified the token. */
export const trustGateway: Identify = async ({ gatewayContext }) =>
  fromAuthorizerContext({ ...gatewayContext });
