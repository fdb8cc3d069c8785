import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { writeFileAtomic } from "../../platform/data-folder.ts";
import { errorCode } from "../../platform/error-code.ts";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import { optionalText, propertiesIn } from "../../template/template-properties.ts";
import { generateSecret } from "./generated-secret.ts";

const ValueSchema = z.object({
  versionId: z.string(),
  secretString: z.string(),
  /** Unix seconds. */
  createdDate: z.number(),
});

/** A secret with its only version, which is the current one. */
export interface StoredSecret extends z.infer<typeof ValueSchema> {
  readonly arn: string;
  readonly name: string;
  /** Where it is kept. */
  readonly file: string;
}

/** Gives a secret another value, which becomes the current one; the earlier one is gone. */
export async function replaceValue(
  secret: StoredSecret,
  secretString: string,
): Promise<StoredSecret> {
  const value = { versionId: randomUUID(), secretString, createdDate: secret.createdDate };
  await writeFileAtomic(secret.file, JSON.stringify(value), { mode: 0o600 });
  return { ...secret, ...value };
}

/**
 * The secrets of the stacks. A value is made when there is none yet and then kept below the folder,
 * readable for its owner only.
 * @throws Error when a file exists and holds no secret: a new value would orphan all made with it
 */
export async function openSecrets(
  folder: string,
  resources: DeployedResources,
): Promise<StoredSecret[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secrets = resources.ofType("AWS::SecretsManager::Secret");
  return Promise.all(secrets.map((secret) => openSecret(folder, secret)));
}

async function openSecret(folder: string, secret: DeployedResource): Promise<StoredSecret> {
  const name = secret.arn.split(":").slice(6).join(":");
  const file = join(folder, `${encodeURIComponent(name)}.json`);
  const made = {
    versionId: randomUUID(),
    secretString: firstValue(secret),
    createdDate: Math.floor(Date.now() / 1000),
  };
  await writeFileAtomic(file, JSON.stringify(made), { mode: 0o600, create: "only" });
  return { arn: secret.arn, name, file, ...(await read(file)) };
}

function firstValue({ properties, logicalId }: DeployedResource): string {
  const given = optionalText(properties, "SecretString");
  return given ?? generateSecret(propertiesIn(properties, "GenerateSecretString"), logicalId);
}

async function read(file: string): Promise<z.infer<typeof ValueSchema>> {
  try {
    return ValueSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const why = errorCode(error) ?? "it holds no secret";
    throw new Error(`The secret ${file} cannot be read (${why}); restore it from a copy.`);
  }
}
