import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { API_PREFIX } from "../routes/api-prefix.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions, TIME_LIMITS } from "../time-limits.ts";
import type { CheckAnswer, CheckCall } from "./service-check.ts";

/**
 * The key that an operator has issued for the check. 1 call of Secrets Manager.
 * @returns undefined before there is one
 */
export async function checkKey(): Promise<string | undefined> {
  const client = new SecretsManagerClient(clientOptions(CALL_LIMITS.secrets));
  const command = new GetSecretValueCommand({ SecretId: settings.checkSecretArn });
  const { SecretString = "{}" } = await client.send(command);
  const { key } = JSON.parse(SecretString) as { readonly key?: string };
  return key;
}

/** Calls the API at its public address, with the key. An answer that does not come is an error. */
export function callerWith(key: string): CheckCall {
  return async (method, path, body) => {
    const response = await fetch(`${settings.checkAddress}${API_PREFIX}${path}`, {
      method,
      headers: {
        accept: "application/json",
        "x-api-key": key,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: "error",
      // As long as the gateway itself waits.
      signal: AbortSignal.timeout(TIME_LIMITS.gateway),
    });
    return answerOf(response);
  };
}

async function answerOf(response: Response): Promise<CheckAnswer> {
  const text = await response.text();
  try {
    return { status: response.status, json: JSON.parse(text) };
  } catch {
    return { status: response.status, json: undefined };
  }
}
