import type { Request } from "express";
import type { Principal } from "../../../shared/auth/principal.ts";

/** A request that the guard has let in. */
export interface IdentifiedRequest extends Request {
  principal: Principal;
}
