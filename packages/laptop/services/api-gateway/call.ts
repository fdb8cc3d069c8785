import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type IncomingRequest, readRequest } from "./incoming-request.ts";
import type { MethodModel } from "./method-model.ts";
import type { ResourceModel, RestApiModel } from "./rest-api-model.ts";

/** The method a request goes to. */
export interface Route {
  readonly resource: ResourceModel;
  readonly method: MethodModel;
  /** As sent: API Gateway leaves escapes to the function. */
  readonly pathParameters: ReadonlyMap<string, string>;
}

/** What an authorizer answered for an allowed request. */
export interface Authorization {
  readonly principalId: string;
  readonly context: ReadonlyMap<string, string>;
  /** Value of the gateway key whose usage plan counts this request. */
  readonly usageIdentifierKey: string | undefined;
  /** Milliseconds the authorizer took. */
  readonly latency: number;
}

/** One request on its way through the gateway; each step adds what it found out. */
export interface Call {
  readonly api: RestApiModel;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly startedAt: Date;
  readonly request: IncomingRequest;
  route?: Route;
  authorization?: Authorization;
  /** The gateway key whose usage plan counts the request. */
  gatewayKey?: { readonly id: string; readonly value: string };
  integration?: { readonly latency: number; readonly status?: number; readonly error?: string };
}

/** Starts the call that answers a request. */
export function startCall(api: RestApiModel, message: IncomingMessage): Call {
  return {
    api,
    requestId: randomUUID(),
    extendedRequestId: `${randomBytes(11).toString("base64url")}=`,
    startedAt: new Date(),
    request: readRequest(message),
  };
}

/** An answer on its way to the client. */
export interface GatewayAnswer {
  readonly status: number;
  /** A name may occur several times. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}
