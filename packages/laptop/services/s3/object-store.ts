import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { DeployedResources } from "../../template/deployed-resources.ts";
import { BucketStorage } from "./bucket-storage.ts";
import { corsRulesOf } from "./cors.ts";
import { hasVersions } from "./has-versions.ts";
import { ObjectService, type ObjectServiceOptions } from "./object-service.ts";
import type { Bucket, BucketEvent } from "./operation.ts";
import type { ObjectMetadata, OpenObject } from "./stored-file.ts";

/** The template's buckets, and where their objects lie. */
export interface ObjectStoreOptions extends ObjectServiceOptions {
  /** Folder that this store alone writes to. */
  readonly folder: string;
  readonly resources: DeployedResources;
}

/** An object with its bytes. */
export interface StoredObject extends ObjectMetadata {
  readonly body: Buffer;
}

/** The store as it runs. */
export interface ObjectStore {
  /** `http://127.0.0.1:<port>`; requests use path style. */
  readonly endpoint: string;
  /** Reads an object past all permissions. Throws an Error for an unknown bucket. */
  readObject(bucket: string, key: string): Promise<StoredObject | undefined>;
  /** The same without reading the bytes; the caller streams or closes it. */
  openObject(bucket: string, key: string): Promise<OpenObject | undefined>;
  /** Every key of a bucket in S3's order, past all permissions. */
  list(bucket: string): Promise<string[]>;
  /** Whether what an event tells of is so now: the object is there as it says, or is gone. */
  bearsOut(event: BucketEvent): boolean;
  stop(): Promise<void>;
}

/** A removal is borne out by what is not there, anything else by a version as it says. */
function bearsOut(storage: BucketStorage, event: BucketEvent): boolean {
  const versions = storage
    .versionsOf(event.key)
    .filter(({ versionId }) => versionId === event.versionId);
  if (event.eventName === "ObjectRemoved:Delete") return versions.length === 0;
  return versions.some(
    ({ eTag, lastModified }) => eTag === `"${event.eTag}"` && lastModified === event.time,
  );
}

/** Serves the buckets of the stacks over the S3 REST protocol on a free port of the loopback. */
export async function startObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const buckets = new Map<string, Bucket>();
  for (const resource of options.resources.ofType("AWS::S3::Bucket")) {
    const { physicalId: name, arn } = resource;
    const storage = await BucketStorage.open(join(options.folder, name), {
      log: options.log,
      hasVersions: hasVersions(resource),
    });
    buckets.set(name, { name, arn, storage, cors: corsRulesOf(resource) });
  }
  const service = new ObjectService(options, buckets);
  const server = createServer((request, response) => void service.handle(request, response));
  // Longer than a client keeps an idle connection: it must not meet one that just closed.
  server.keepAliveTimeout = 75_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const openObject = (bucket: string, key: string) => service.bucket(bucket).storage.open(key);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    openObject,
    readObject: async (bucket, key) => {
      const object = await openObject(bucket, key);
      return object && { ...object.metadata, body: await buffer(object.stream()) };
    },
    bearsOut: (event) => bearsOut(service.bucket(event.bucket).storage, event),
    list: async (bucket) => [...service.bucket(bucket).storage.keys()],
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      await service.idle();
    },
  };
}
