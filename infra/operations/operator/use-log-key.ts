import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { OperatorError } from "../../operator-error.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";

const SecretSchema = z.object({ key: z.string().min(1) });

/**
 * Sets `LOG_KEY` as the functions have it, so that `accountDigest` gives the digests of their logs.
 * Needs `secretsmanager:GetSecretValue` on the secret; nothing is asked where `LOG_KEY` is set.
 * @param environment names the secret as `LOG_KEY_SECRET_ARN`, the output `LogKeySecretArn`
 * @throws OperatorError where it names none, or the secret has no key
 */
export async function useLogKey(environment: NodeJS.ProcessEnv): Promise<void> {
  if (environment.LOG_KEY) return;
  const SecretId = environment.LOG_KEY_SECRET_ARN;
  if (!SecretId) {
    throw new OperatorError(
      "LOG_KEY_SECRET_ARN is not set; it is the output LogKeySecretArn of the stateful stack.",
    );
  }
  const client = new SecretsManagerClient(SDK_OPTIONS);
  const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId }));
  client.destroy();
  environment.LOG_KEY = keyOf(SecretString);
}

function keyOf(text: string): string {
  try {
    return SecretSchema.parse(JSON.parse(text)).key;
  } catch {
    throw new OperatorError("The secret of LOG_KEY_SECRET_ARN has no key: it is another one.");
  }
}
