import type { IncomingMessage } from "node:http";
import { type LoopbackServer, startLoopbackServer } from "../../../platform/loopback-server.ts";
import { type ServiceAnswer, sendServiceAnswer } from "../../../platform/service-answer.ts";
import { ACCOUNT } from "../../../template/account.ts";
import type { Iam } from "../../iam/iam.ts";
import { deniedSentence, readSignedCall, type SignedCall } from "../../iam/signed-call.ts";
import type { ThrottleLimits } from "../throttle.ts";
import { ControlPlaneError } from "./control-plane-error.ts";
import type { GatewayKeyStore } from "./gateway-key-store.ts";
import { Operations } from "./operations.ts";

/** Whose keys it serves, to whom, and how fast. */
export interface ControlPlaneOptions {
  readonly keys: GatewayKeyStore;
  readonly iam: Iam;
  /** Takes faults of the control plane itself. */
  readonly log: (message: string) => void;
  /** Of CreateApiKey and of DeleteApiKey, each; API Gateway's 5 a second when left out. */
  readonly keyRate?: ThrottleLimits;
}

/**
 * Serves the part of API Gateway's control plane that deals with keys and usage plans: signed with
 * Signature Version 4 and allowed by the caller's role, as `apigateway:<verb>` on the path.
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<LoopbackServer> {
  const operations = new Operations(options.keys, options.keyRate);
  return startLoopbackServer((request, response) => {
    answer(request, operations, options.iam)
      .catch((error: unknown) => failure(error, options.log))
      .then((result) => sendServiceAnswer(response, "application/json", result))
      .catch(() => response.destroy());
  });
}

async function answer(
  request: IncomingMessage,
  operations: Operations,
  iam: Iam,
): Promise<ServiceAnswer> {
  const call = await readSignedCall(request, "apigateway", iam);
  if ("code" in call) {
    return errorAnswer(403, call.code, call.message);
  }
  authorise(call, iam);
  return operations.run(call);
}

function authorise({ principal, method, path }: SignedCall, iam: Iam): void {
  const { partition, region } = ACCOUNT;
  const action = `apigateway:${method}`;
  const resource = `arn:${partition}:apigateway:${region}::${decoded(path)}`;
  if (!iam.allows(principal.accessKeyId, action, resource, {})) {
    const sentence = deniedSentence(principal, action, resource);
    throw new ControlPlaneError("AccessDeniedException", sentence);
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ControlPlaneError("BadRequestException", "The path is not valid UTF-8");
  }
}

function failure(error: unknown, log: (message: string) => void): ServiceAnswer {
  if (!(error instanceof ControlPlaneError)) {
    log(`The control plane failed: ${String(error)}`);
  }
  const known =
    error instanceof ControlPlaneError
      ? error
      : new ControlPlaneError("InternalServerErrorException", "Internal failure");
  return errorAnswer(known.status, known.code, known.message);
}

function errorAnswer(status: number, code: string, message: string): ServiceAnswer {
  return { status, headers: { "x-amzn-errortype": code }, body: { message } };
}
