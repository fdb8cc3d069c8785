import { type CanActivate, type ExecutionContext, Inject, Injectable } from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import { requireMediaType } from "../../../shared/http/media-type.ts";
import type { Identify } from "../common/identify.ts";
import { gatewayContext } from "../express/caller.ts";
import type { IdentifiedRequest } from "./identified-request.ts";
import { SentAs } from "./sent-as.ts";

/** Provider of the rule that tells who calls. */
export const IDENTIFY = Symbol("identify");

/** Lets in whom the rule knows, with a body of a kind that the job takes. */
@Injectable()
export class CallerGuard implements CanActivate {
  readonly #identify: Identify;
  readonly #reflector: Reflector;

  constructor(@Inject(IDENTIFY) identify: Identify, @Inject(Reflector) reflector: Reflector) {
    this.#identify = identify;
    this.#reflector = reflector;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const { authorization, "content-type": contentType } = request.headers;
    request.principal = await this.#identify({ authorization, gatewayContext: gatewayContext() });
    const types = this.#reflector.get(SentAs, context.getHandler());
    if (types) requireMediaType(contentType, types);
    return true;
  }
}
