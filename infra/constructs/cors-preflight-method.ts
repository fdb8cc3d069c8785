import { Duration } from "aws-cdk-lib";
import {
  type CfnMethod,
  ContentHandling,
  type IResource,
  PassthroughBehavior,
} from "aws-cdk-lib/aws-apigateway";
import { EXPOSED_HEADERS } from "../../shared/http/response-headers.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";

/** Headers a browser's script may send. */
const ALLOWED_HEADERS = [
  "Authorization",
  "X-API-Key",
  "Content-Type",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
  "Accept",
];

/** Bodies that clients send along with OPTIONS without meaning to; the routes' own come on top. */
const IDLE_BODY_TYPES = [
  "application/json",
  "application/octet-stream",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
];

const STATUS = 204;

/** A path, and the origins that may call it: `*`, or addresses without a path. */
export interface PreflightProps {
  /** Of one path. */
  readonly routes: readonly AnyRoute[];
  /** What the path takes beside OPTIONS. */
  readonly methods: readonly string[];
  readonly corsOrigins: readonly string[];
}

/** Lets a path answer the preflights of browsers. */
export function addPreflight(resource: IResource, props: PreflightProps): void {
  const preflight = resource.addCorsPreflight({
    allowOrigins: [...props.corsOrigins],
    allowMethods: [...props.methods, "OPTIONS"],
    allowHeaders: ALLOWED_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    statusCode: STATUS,
    maxAge: Duration.hours(1),
  });
  const integration = takesAnyBody(props.routes);
  const method = preflight.node.defaultChild as CfnMethod;
  for (const [name, value] of Object.entries(integration)) {
    method.addPropertyOverride(`Integration.${name}`, value);
  }
  method.addPropertyOverride(
    "Integration.IntegrationResponses.0.ContentHandling",
    ContentHandling.CONVERT_TO_TEXT,
  );
  // The CDK does not see an override; without this the stage would keep an earlier one.
  resource.api.latestDeployment?.addToLogicalId({ [resource.path]: integration });
}

/**
 * Keeps a preflight from being a 500, with a body or without. The CDK writes a template for JSON
 * alone: a body of another type would take its place, and every type is binary here, so that none
 * could be read at all. What has no template is 415 then (API Gateway developer guide, "Integration
 * request with passthrough" and "Content type conversions").
 */
function takesAnyBody(routes: readonly AnyRoute[]) {
  const own = routes.flatMap(({ body }) => body?.json.contentTypes ?? []);
  const template = JSON.stringify({ statusCode: STATUS });
  const types = [...new Set([...IDLE_BODY_TYPES, ...own])];
  return {
    ContentHandling: ContentHandling.CONVERT_TO_TEXT,
    PassthroughBehavior: PassthroughBehavior.NEVER,
    RequestTemplates: Object.fromEntries(types.map((type) => [type, template])),
  };
}
