import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createTables,
  type DeployedResources,
  Iam,
  loadCloudAssembly,
  type ObjectStore,
  type Principal,
  readFunctionConfiguration,
  startEngine,
  startObjectStore,
} from "@profiles-api/laptop/testing";
import { pinned } from "../cores.ts";
import { startTokenIssuer, type TokenIssuer } from "./token-issuer.ts";

/**
 * What every service stands on: the table's engine, the photo bucket, and an issuer of tokens.
 * The whole platform would do more: its own functions would tidy up after each deletion, on the
 * processors that are measured.
 */
export interface LocalServices {
  readonly issuer: TokenIssuer;
  /** Bytes of a stored photo; undefined when there is none. */
  photo(key: string): Promise<Buffer | undefined>;
  /** All variables that a service's process sees: the template's own, led to these services. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * @param assembly folder of the synthesised template, which tells table, bucket and variables
 * @param log receives a sentence for each fault
 */
export async function startLocalServices(
  assembly: string,
  log: (line: string) => void,
): Promise<LocalServices> {
  const resources = loadCloudAssembly(assembly);
  const iam = Iam.fromResources(resources);
  const dataDir = await mkdtemp(join(tmpdir(), "peers-"));
  const engine = await startEngine({ dataDir, onExit: log });
  pinned(engine.pid, "other");
  await createTables(engine.endpoint, resources);
  const folder = join(dataDir, "objects");
  const objects = await startObjectStore({ folder, resources, iam, log });
  const issuer = await startTokenIssuer();
  const env: Record<string, string> = {
    ...templateVariables(resources),
    ...credentials(iam.administrator),
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_S3: objects.endpoint,
    JWT_ISSUERS: issuer.setting,
    // What is measured is the count, not its limit.
    SESSION_REQUESTS_PER_DAY: "10000000",
  };
  return {
    issuer,
    env,
    photo: (key) => readPhoto(objects, env.PHOTO_BUCKET ?? "", key),
    stop: async () => {
      issuer.stop();
      await objects.stop();
      await engine.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Of all functions together: a service with a router does what several functions do. */
function templateVariables(resources: DeployedResources): Record<string, string> {
  const functions = resources.ofType("AWS::Lambda::Function");
  const all = functions.map((fn) => readFunctionConfiguration(fn, resources).variables);
  return Object.assign({}, ...all);
}

/** The engine is reached past the permission check, the bucket as the administrator. */
function credentials({ accessKeyId, secretAccessKey }: Principal): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

async function readPhoto(
  objects: ObjectStore,
  bucket: string,
  key: string,
): Promise<Buffer | undefined> {
  return (await objects.readObject(bucket, key))?.body;
}
