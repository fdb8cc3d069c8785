import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { type LoopbackServer, startLoopbackServer } from "../../platform/loopback-server.ts";
import {
  parseCallBody,
  type ServiceAnswer,
  sendServiceAnswer,
} from "../../platform/service-answer.ts";
import type { Iam } from "../iam/iam.ts";
import { deniedSentence, readSignedCall } from "../iam/signed-call.ts";
import type { StoredSecret } from "./secret-store.ts";

/** The secrets, and who may read them. */
export interface SecretsManagerOptions {
  readonly secrets: readonly StoredSecret[];
  readonly iam: Iam;
}

const CURRENT = "AWSCURRENT";
const ACTION = "secretsmanager:GetSecretValue";

const RequestSchema = z.strictObject({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});

/**
 * Serves GetSecretValue of Secrets Manager: signed with Signature Version 4 and allowed by the
 * caller's role. Every secret has one version, the current one.
 */
export function startSecretsManager(options: SecretsManagerOptions): Promise<LoopbackServer> {
  return startLoopbackServer((request, response) => {
    answer(request, options)
      .then((result) => sendServiceAnswer(response, "application/x-amz-json-1.1", result))
      .catch(() => response.destroy());
  });
}

async function answer(
  request: IncomingMessage,
  { secrets, iam }: SecretsManagerOptions,
): Promise<ServiceAnswer> {
  const call = await readSignedCall(request, "secretsmanager", iam);
  if ("code" in call) return failure(call.code, call.message);
  if (call.headers["x-amz-target"] !== "secretsmanager.GetSecretValue") {
    return failure("UnknownOperationException", "Only GetSecretValue is served locally.");
  }
  const parsed = RequestSchema.safeParse(parseCallBody(call.body));
  if (!parsed.success) return failure("ValidationException", "The request is not valid.");
  const { SecretId, VersionId, VersionStage } = parsed.data;
  const secret = secrets.find(({ arn, name }) => arn === SecretId || name === SecretId);
  // As AWS does: a caller without permission does not learn whether the secret exists.
  const resource = secret?.arn ?? SecretId;
  const context = VersionStage ? { "secretsmanager:VersionStage": [VersionStage] } : {};
  if (!iam.allows(call.principal.accessKeyId, ACTION, resource, context)) {
    const sentence = deniedSentence(call.principal, ACTION, resource);
    return failure("AccessDeniedException", sentence);
  }
  const isCurrent = (VersionStage ?? CURRENT) === CURRENT;
  if (secret === undefined || !isCurrent || (VersionId ?? secret.versionId) !== secret.versionId) {
    return failure("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
  return { status: 200, body: secretBody(secret) };
}

function secretBody({ arn, name, versionId, secretString, createdDate }: StoredSecret): object {
  return {
    ARN: arn,
    Name: name,
    VersionId: versionId,
    SecretString: secretString,
    VersionStages: [CURRENT],
    CreatedDate: createdDate,
  };
}

function failure(code: string, message: string): ServiceAnswer {
  return { status: 400, body: { __type: code, message } };
}
