import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { changePlan } from "../../../shared/domain/api-key/change-plan.ts";
import {
  createApiKey,
  deleteApiKey,
  listApiKeys,
} from "../../../shared/domain/api-key/manage-api-keys.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";
import type { noting } from "./noting.ts";

/** Whom the check acts as. No issuer's `sub` is meant to look like this. */
export const CHECK_ACCOUNT = "check:service";

/** What a check every 15 minutes needs a day: up to 25 requests each. */
const PLAN = "startup";

/** What was issued, without the key. */
export interface CheckKeyReport {
  readonly account: string;
  readonly plan: string;
  readonly keyId: string;
  /** Keys of before, which are revoked. */
  readonly revoked: number;
}

/**
 * Issues a key for the check and puts it into its secret; then those of before are revoked. Cut off
 * anywhere it may be run again.
 * @param secretArn of the check's secret
 * @param note makes the audit record
 * @throws what DynamoDB, Secrets Manager or API Gateway throws
 */
export async function issueCheckKey(
  secretArn: string,
  note: Awaited<ReturnType<typeof noting>>,
): Promise<CheckKeyReport> {
  const before = await listApiKeys(CHECK_ACCOUNT);
  const record = note(CHECK_ACCOUNT, { owner: CHECK_ACCOUNT, plan: PLAN, former: before.length });
  await changePlan(CHECK_ACCOUNT, PLAN, [record]);
  const input = { name: "Service check", expiresAt: undefined };
  const { key, secret } = await createApiKey(CHECK_ACCOUNT, input, undefined);
  const client = new SecretsManagerClient(SDK_OPTIONS);
  const SecretString = JSON.stringify({ key: secret });
  await client.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString }));
  client.destroy();
  for (const { id } of before) await deleteApiKey(CHECK_ACCOUNT, id);
  return { account: CHECK_ACCOUNT, plan: PLAN, keyId: key.id, revoked: before.length };
}
