import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticate, type ObjectIam } from "./authenticate.ts";
import type { ChangeObserver } from "./bucket-storage.ts";
import { addCorsHeaders, answerPreflight } from "./cors.ts";
import { errorDocument, ObjectError } from "./object-error.ts";
import type { ObjectRequest } from "./object-request.ts";
import { parseObjectRequest } from "./object-request.ts";
import type { Bucket, BucketEvent } from "./operation.ts";
import { operations } from "./operations.ts";
import { Sequencer } from "./sequencer.ts";

/** A signed request, as an observer sees it. */
export interface ObjectCall {
  readonly operation: ObjectRequest["operation"];
  readonly bucket: string;
  /** `""` for an operation on the bucket. */
  readonly key: string;
  /** Physical name of the function whose credentials signed it; `""` for the administrator. */
  readonly functionName: string;
}

/** Who may call, and who is told of changes. */
export interface ObjectServiceOptions {
  readonly iam: ObjectIam;
  readonly log: (line: string) => void;
  /**
   * Told of every change once it is durable, in the order of the changes of a key. It is awaited
   * before the change is acknowledged: record the event and return, do the work later.
   */
  readonly onEvent?: ((event: BucketEvent) => void | Promise<void>) | undefined;
  /** Told of the same event before the change is made; the change may still fail. */
  readonly onAnnounce?: ((event: BucketEvent) => void | Promise<void>) | undefined;
  /** Told of every authenticated request before it is carried out. */
  readonly onCall?: ((call: ObjectCall) => void) | undefined;
  /** Breaks the connection before or after the request is carried out; for tests of failures. */
  readonly intercept?: ((call: ObjectCall) => "pass" | "drop-before" | "drop-after") | undefined;
  /** The clock; the system's when left out. */
  readonly now?: (() => Date) | undefined;
}

/** Takes requests one by one: authenticate, observe, carry out, answer. */
export class ObjectService {
  readonly #options: ObjectServiceOptions;
  readonly #buckets: ReadonlyMap<string, Bucket>;
  readonly #sequencer = new Sequencer();
  readonly #running = new Set<Promise<void>>();

  constructor(options: ObjectServiceOptions, buckets: ReadonlyMap<string, Bucket>) {
    this.#options = options;
    this.#buckets = buckets;
  }

  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket !== undefined) return bucket;
    throw new ObjectError("NoSuchBucket", "The specified bucket does not exist");
  }

  /** Resolves when no request is being carried out. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const work = this.#answer(message, response);
    this.#running.add(work);
    await work;
    this.#running.delete(work);
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
    response.setHeader("x-amz-request-id", requestId);
    try {
      const cors = this.#buckets.get(bucketNameOf(message))?.cors ?? [];
      if (message.method === "OPTIONS") return answerPreflight(message, response, cors);
      addCorsHeaders(message, response, cors);
      await this.#carryOut(parseObjectRequest(message), response);
    } catch (error) {
      this.#answerError(error, message, response, requestId);
    }
  }

  async #carryOut(request: ObjectRequest, response: ServerResponse): Promise<void> {
    const { iam, now, onCall, intercept } = this.#options;
    const accessKeyId = await authenticate(request, iam, now?.() ?? new Date());
    const { operation, key } = request;
    const functionName = iam.principalFor(accessKeyId)?.functionName ?? "";
    const observed: ObjectCall = { operation, bucket: request.bucket, key, functionName };
    onCall?.(observed);
    const fate = intercept?.(observed) ?? "pass";
    if (fate === "drop-before") {
      response.destroy();
      return;
    }
    if (fate === "drop-after") dropAnswer(response);
    const bucket = this.bucket(request.bucket);
    await operations[operation]({
      request,
      response,
      bucket,
      bucketNamed: (name) => this.bucket(name),
      may: (action, arn, context = {}) => iam.allows(accessKeyId, action, arn, context),
      publish: (eventName) => this.#observer(bucket, eventName),
    });
  }

  #observer(bucket: Bucket, eventName: BucketEvent["eventName"]): ChangeObserver {
    const { onAnnounce, onEvent } = this.#options;
    let event: BucketEvent | undefined;
    return {
      before: async ({ key, size, eTag, lastModified, versionId }) => {
        const isRemoval = eventName === "ObjectRemoved:Delete";
        event = {
          ...{ bucket: bucket.name, eventName, key, size, versionId },
          eTag: eTag.slice(1, -1),
          sequencer: this.#sequencer.next(),
          time: isRemoval ? new Date().toISOString() : lastModified,
        };
        await onAnnounce?.(event);
      },
      after: async () => {
        if (event) await onEvent?.(event);
      },
    };
  }

  #answerError(
    error: unknown,
    message: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): void {
    // Answered in part, or the client went away.
    if (response.headersSent || response.destroyed || message.errored) {
      response.destroy();
      return;
    }
    if (!(error instanceof ObjectError)) {
      this.#options.log(`objects: ${error instanceof Error ? error.stack : error}`);
    }
    const answer =
      error instanceof ObjectError
        ? error
        : new ObjectError("InternalError", "We encountered an internal error. Please try again.");
    const path = (message.url ?? "/").split("?")[0] ?? "/";
    const body = message.method === "HEAD" ? "" : errorDocument(answer, path, requestId);
    response.writeHead(answer.status, { "content-type": "application/xml" }).end(body);
  }
}

/** The first part of the path, as a name of a bucket needs no decoding. */
function bucketNameOf({ url = "/" }: IncomingMessage): string {
  return /^\/([^/?]*)/.exec(url)?.[1] ?? "";
}

/** Lets the request be carried out and breaks the connection in place of the answer. */
function dropAnswer(response: ServerResponse): void {
  response.writeHead = () => {
    response.destroy();
    return response;
  };
}
