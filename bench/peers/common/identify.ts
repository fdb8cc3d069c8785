import type { Principal } from "../../../shared/auth/principal.ts";

/** Tells who a request acts for. @throws Unauthorized */
export type Identify = (request: Identification) => Promise<Principal>;

/** What a framework has at hand for it. */
export interface Identification {
  readonly authorization: string | undefined;
  /** `requestContext.authorizer` of the gateway's event. */
  readonly gatewayContext: object | null | undefined;
}

/** The request brings no good token. */
export class Unauthorized extends Error {
  override readonly name = "Unauthorized";
}
