import type { IncomingMessage, ServerResponse } from "node:http";
import type { DeployedResources } from "../../template/deployed-resources.ts";
import { headerText } from "../iam/signature-claim.ts";
import { accessDenied, errorDocument, noSuchKey, ObjectError } from "../s3/object-error.ts";
import type { ObjectStore } from "../s3/object-store.ts";
import { planRead } from "../s3/read-plan.ts";
import { sendObject, validatorHeaders } from "../s3/send-object.ts";
import type { OpenObject } from "../s3/stored-file.ts";
import type { Behaviour, DistributionModel } from "./distribution-model.ts";
import { readDistribution } from "./distribution-model.ts";
import { type PolicyHeader, readPolicyHeaders } from "./response-headers-policy.ts";

/** Paths that belong to the distribution; all others of the shared port are the API's. */
const PATH_PREFIX = "/photos/";

/** The template, and the buckets that photos are read from. */
export interface DistributionOptions {
  readonly resources: DeployedResources;
  readonly objects: Pick<ObjectStore, "openObject">;
  readonly log: (line: string) => void;
}

/** Answers a request for the distribution; false, and nothing done, when it is for the API. */
export type Distribution = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Stands in for the template's CloudFront distribution over its private bucket: cache behaviours,
 * origin access control, bucket policy, response headers policy and custom error responses. It
 * caches nothing and does not redirect to HTTPS.
 */
export function createDistribution(options: DistributionOptions): Distribution {
  const { resources, objects, log } = options;
  if (resources.ofType("AWS::CloudFront::Distribution").length === 0) return () => false;
  const model = readDistribution(resources);
  const policies = new Map(
    model.behaviours.map((behaviour) => [
      behaviour,
      behaviour.responseHeadersPolicy ? readPolicyHeaders(behaviour.responseHeadersPolicy) : [],
    ]),
  );
  return (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (!path.startsWith(PATH_PREFIX)) return false;
    const behaviour = model.behaviours.find(({ matches }) => matches(path));
    if (behaviour === undefined) return false;
    const isCors = request.headers.origin !== undefined;
    const headers = (policies.get(behaviour) ?? []).filter(
      ({ isForOrigins }) => !isForOrigins || isCors,
    );
    serve({ model, behaviour, headers, objects, request, response, path }).catch((error) => {
      if (!response.destroyed) log(`distribution: ${error instanceof Error ? error.stack : error}`);
      response.destroy();
    });
    return true;
  };
}

interface Delivery {
  readonly model: DistributionModel;
  readonly behaviour: Behaviour;
  readonly headers: readonly PolicyHeader[];
  readonly objects: Pick<ObjectStore, "openObject">;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** As sent, percent-encoded. */
  readonly path: string;
}

async function serve(delivery: Delivery): Promise<void> {
  const { behaviour, request, response, path } = delivery;
  if (!behaviour.allowedMethods.includes(request.method ?? "")) {
    response.writeHead(403, { ...added(delivery.headers), "content-type": "text/html" });
    response.end("<html><body><h1>403 ERROR</h1>The request could not be satisfied.</body></html>");
    return;
  }
  const object = await fetchFromOrigin(delivery, path);
  if (object instanceof ObjectError) return sendError(delivery, object);
  const { metadata } = object;
  const plan = planRead((name) => headerText(request.headers, name) || undefined, metadata);
  if (plan.status === 200 || plan.status === 206) {
    const sent = { ...metadata.headers, ...validatorHeaders(metadata) };
    const headers = added(delivery.headers, sent);
    return sendObject(response, object, plan, { headOnly: request.method === "HEAD", headers });
  }
  await object.close();
  response.writeHead(plan.status, {
    ...validatorHeaders(metadata),
    ...added(delivery.headers, validatorHeaders(metadata)),
    ...(plan.status === 416 ? { "content-range": `bytes */${metadata.size}` } : {}),
  });
  response.end();
}

/** Asks the bucket as CloudFront would: with a signature, under the bucket's policy. */
async function fetchFromOrigin(
  { behaviour, objects }: Delivery,
  path: string,
): Promise<OpenObject | ObjectError> {
  const { bucket, originPath, may } = behaviour;
  let key: string;
  try {
    key = decodeURIComponent(`${originPath}${path}`.slice(1));
  } catch {
    return new ObjectError("InvalidURI", "Couldn't parse the specified URI.");
  }
  if (!may("s3:GetObject", `${bucket.arn}/${key}`)) return accessDenied();
  const object = await objects.openObject(bucket.physicalId, key);
  if (object !== undefined) return object;
  return may("s3:ListBucket", bucket.arn) ? noSuchKey() : accessDenied();
}

/** The origin's error, or the page and status that the distribution has for it. */
async function sendError(delivery: Delivery, error: ObjectError): Promise<void> {
  const { model, request, response, path } = delivery;
  const custom = model.errorResponses.find(({ ErrorCode }) => ErrorCode === error.status);
  const status = custom?.ResponseCode ?? error.status;
  const headOnly = request.method === "HEAD";
  if (custom?.ResponsePagePath !== undefined) {
    const page = await fetchFromOrigin(delivery, custom.ResponsePagePath);
    if (!(page instanceof ObjectError)) {
      const headers = added(delivery.headers, page.metadata.headers);
      return sendObject(response, page, { status: 200 }, { headOnly, headers, status });
    }
  }
  response.writeHead(status, { ...added(delivery.headers), "content-type": "application/xml" });
  response.end(headOnly ? undefined : errorDocument(error, path, "local"));
}

/** The policy's headers, but for those that the origin sent and the policy does not override. */
function added(
  headers: readonly PolicyHeader[],
  sent: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const effective = headers.filter(({ name, override }) => override || sent[name] === undefined);
  return Object.fromEntries(effective.map(({ name, value }) => [name, value]));
}
