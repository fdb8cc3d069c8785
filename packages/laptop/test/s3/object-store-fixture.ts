import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { S3Client } from "@aws-sdk/client-s3";
import { Iam, type Principal } from "../../services/iam/iam.ts";
import type { ObjectStore, ObjectStoreOptions } from "../../services/s3/object-store.ts";
import { startObjectStore } from "../../services/s3/object-store.ts";
import type { DeployedResource } from "../../template/deployed-resources.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { sdkOptions } from "../support/sdk-options.ts";

export const BUCKET = "photo-bucket";
export const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;

/** A resource as the cloud assembly loader would give it. */
export function resource(
  type: string,
  physicalId: string,
  arn: string,
  properties: Record<string, Json> = {},
): DeployedResource {
  return { stack: "Test", logicalId: physicalId, type, physicalId, arn, properties };
}

export function bucketResource(name: string): DeployedResource {
  return resource("AWS::S3::Bucket", name, `arn:aws:s3:::${name}`);
}

/** A function and its role with these statements. */
export function functionResources(name: string, statements: Json[]): DeployedResource[] {
  const roleArn = `arn:aws:iam::000000000000:role/${name}-role`;
  return [
    resource("AWS::IAM::Role", `${name}-role`, roleArn, {
      Policies: [{ PolicyName: "own", PolicyDocument: { Statement: statements } }],
    }),
    resource("AWS::Lambda::Function", name, functionArn(name), { Role: roleArn }),
  ];
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

export interface Fixture {
  readonly folder: string;
  readonly iam: Iam;
  readonly store: ObjectStore;
  readonly resources: DeployedResources;
  /** A client with the SDK's own settings and the administrator's credentials, or a function's. */
  client(config?: S3ClientConfig, principal?: Principal): S3Client;
  /** Stops the store and starts another over the same folder. */
  restart(options?: Partial<ObjectStoreOptions>): Promise<ObjectStore>;
  stop(): Promise<void>;
}

/** A store on a temporary folder with one bucket and whatever else a test needs. */
export async function startFixture(
  options: Partial<ObjectStoreOptions> = {},
  more: readonly DeployedResource[] = [],
): Promise<Fixture> {
  const folder = await mkdtemp(join(tmpdir(), "objects-"));
  const resources = new DeployedResources([bucketResource(BUCKET), ...more]);
  const iam = Iam.fromResources(resources);
  const log = (line: string) => {
    throw new Error(`Unexpected log line: ${line}`);
  };
  const common = { folder, resources, iam, log };
  let store = await startObjectStore({ ...common, ...options });
  const clients: S3Client[] = [];
  return {
    folder,
    iam,
    resources,
    get store() {
      return store;
    },
    client: (config = {}, principal = iam.administrator) => {
      const client = newClient(store.endpoint, principal, config);
      clients.push(client);
      return client;
    },
    restart: async (changed = {}) => {
      await store.stop();
      store = await startObjectStore({ ...common, ...options, ...changed });
      return store;
    },
    stop: async () => {
      for (const client of clients) client.destroy();
      await store.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function newClient(endpoint: string, principal: Principal, config: S3ClientConfig): S3Client {
  return new S3Client({ ...sdkOptions(endpoint, principal), forcePathStyle: true, ...config });
}
