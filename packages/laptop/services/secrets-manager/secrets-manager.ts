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
import { replaceValue, type StoredSecret } from "./secret-store.ts";

/** The secrets, and who may read them. */
export interface SecretsManagerOptions {
  /** Values that are put replace those in it. */
  readonly secrets: StoredSecret[];
  readonly iam: Iam;
}

const CURRENT = "AWSCURRENT";

const GetSchema = z.strictObject({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});
const PutSchema = z.strictObject({
  SecretId: z.string(),
  SecretString: z.string().min(1).max(65_536),
  ClientRequestToken: z.string().optional(),
});

/**
 * Serves GetSecretValue and PutSecretValue of Secrets Manager: signed with Signature Version 4 and
 * allowed by the caller's role. Every secret has one version, the current one.
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
  const body = parseCallBody(call.body);
  const may = (action: string, secretId: string, stage?: string): ServiceAnswer | undefined => {
    // As AWS does: a caller without permission does not learn whether the secret exists.
    const resource = named(secrets, secretId)?.arn ?? secretId;
    const context = stage ? { "secretsmanager:VersionStage": [stage] } : {};
    if (iam.allows(call.principal.accessKeyId, action, resource, context)) return undefined;
    const sentence = deniedSentence(call.principal, action, resource);
    return failure("AccessDeniedException", sentence);
  };
  switch (call.headers["x-amz-target"]) {
    case "secretsmanager.GetSecretValue":
      return getValue(body, secrets, may);
    case "secretsmanager.PutSecretValue":
      return putValue(body, secrets, may);
    default:
      return failure(
        "UnknownOperationException",
        "Only GetSecretValue and PutSecretValue are served locally.",
      );
  }
}

/** What to answer a caller who may not; undefined for one who may. */
type May = (action: string, secretId: string, stage?: string) => ServiceAnswer | undefined;

function getValue(body: unknown, secrets: readonly StoredSecret[], may: May): ServiceAnswer {
  const parsed = GetSchema.safeParse(body);
  if (!parsed.success) return failure("ValidationException", "The request is not valid.");
  const { SecretId, VersionId, VersionStage } = parsed.data;
  const refused = may("secretsmanager:GetSecretValue", SecretId, VersionStage);
  if (refused) return refused;
  const secret = named(secrets, SecretId);
  const isCurrent = (VersionStage ?? CURRENT) === CURRENT;
  if (secret === undefined || !isCurrent || (VersionId ?? secret.versionId) !== secret.versionId) {
    return notFound();
  }
  return { status: 200, body: secretBody(secret) };
}

async function putValue(body: unknown, secrets: StoredSecret[], may: May): Promise<ServiceAnswer> {
  const parsed = PutSchema.safeParse(body);
  if (!parsed.success) return failure("ValidationException", "The request is not valid.");
  const { SecretId, SecretString } = parsed.data;
  const refused = may("secretsmanager:PutSecretValue", SecretId);
  if (refused) return refused;
  const secret = named(secrets, SecretId);
  if (secret === undefined) return notFound();
  const next = await replaceValue(secret, SecretString);
  secrets[secrets.indexOf(secret)] = next;
  const { arn: ARN, name: Name, versionId: VersionId } = next;
  return { status: 200, body: { ARN, Name, VersionId, VersionStages: [CURRENT] } };
}

function named(secrets: readonly StoredSecret[], id: string): StoredSecret | undefined {
  return secrets.find(({ arn, name }) => arn === id || name === id);
}

function notFound(): ServiceAnswer {
  return failure("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
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
