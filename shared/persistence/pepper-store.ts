import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { endingAtDeadline } from "../request-deadline.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";

/** A pepper with the name of its version. */
export interface Pepper {
  readonly version: string;
  readonly value: string;
}

/** Long enough to cost nothing, short enough that a new version is taken up soon. */
const KEPT_MS = 300_000;

const secrets = endingAtDeadline(new SecretsManagerClient(clientOptions(CALL_LIMITS.secrets)));
let kept: { readonly at: number; readonly peppers: Promise<Peppers> } | undefined;

type Peppers = Readonly<Record<string, string>>;

/** The pepper for new digests. */
export async function currentPepper(): Promise<Pepper> {
  const peppers = await read();
  return versionOf(peppers, peppers.current ?? "");
}

/** The pepper of a stored digest. @throws Error when the secret no longer holds that version */
export async function pepperOf(version: string): Promise<Pepper> {
  const peppers = await read();
  return versionOf(version in peppers ? peppers : await read(true), version);
}

function versionOf(peppers: Peppers, version: string): Pepper {
  const value = peppers[version];
  if (!value) throw new Error("The pepper secret does not hold the version asked for.");
  return { version, value };
}

async function read(anew = false): Promise<Peppers> {
  if (anew || !kept || Date.now() - kept.at > KEPT_MS) kept = { at: Date.now(), peppers: fetch() };
  try {
    return await kept.peppers;
  } catch (error) {
    kept = undefined;
    throw error;
  }
}

/** The secret is JSON: `current` names a version, and each version has a field of its own. */
async function fetch(): Promise<Peppers> {
  const command = new GetSecretValueCommand({ SecretId: settings.pepperSecretArn });
  const { SecretString } = await secrets.send(command);
  return JSON.parse(SecretString ?? "{}") as Peppers;
}
