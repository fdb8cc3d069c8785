import { expect, test } from "vitest";
import { gatewayMethods } from "../../../infra/constructs/route-methods.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";
import {
  STACKS,
  SynthesisedTemplate,
  type TemplateResource,
} from "../../support/synthesised-template.ts";
import { templatesFor } from "../../support/templates-for.ts";

const template = new SynthesisedTemplate("ProfilesApi");

/** Full path of a gateway resource, by its logical id. */
function pathOf(reference: { readonly Ref?: string }): string {
  if (!reference.Ref) return "";
  const resource = template.resources[reference.Ref]?.Properties;
  return `${pathOf(resource.ParentId)}/${resource.PathPart}`;
}

interface GatewayMethod {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly properties: TemplateResource["Properties"];
}

const methods: GatewayMethod[] = template
  .ofType("AWS::ApiGateway::Method")
  .map(([, { Properties }]) => ({
    id: Properties.OperationName,
    method: Properties.HttpMethod,
    path: pathOf(Properties.ResourceId) || "/",
    properties: Properties,
  }));

const endpoints = methods.filter(({ method }) => method !== "OPTIONS");

const expected = routeTable.flatMap((route) =>
  gatewayMethods(route).map((method) => ({
    id: method === route.method ? route.id : `${route.id}-${method}`,
    method,
    path: route.path,
  })),
);

test("the gateway has exactly the methods of the route table, and HEAD for a public GET", () => {
  const found = endpoints.map(({ id, method, path }) => ({ id, method, path }));
  expect(new Set(found.map((one) => JSON.stringify(one)))).toEqual(
    new Set(expected.map((one) => JSON.stringify(one))),
  );
  expect(found).toHaveLength(expected.length);
});

test("HEAD is for every public GET, and nothing else", () => {
  const heads = endpoints.filter(({ method }) => method === "HEAD").map(({ path }) => path);
  const open = routeTable.filter(({ method, auth }) => method === "GET" && auth === "public");
  expect(heads.sort()).toEqual(open.map(({ path }) => path).sort());
  for (const path of heads) {
    const [get, head] = ["GET", "HEAD"].map((method) =>
      endpoints.find((one) => one.method === method && one.path === path),
    );
    expect(head?.properties.Integration).toEqual(get?.properties.Integration);
    expect(head?.properties.AuthorizationType).toBe("NONE");
  }
});

test("every route has a function of its own", () => {
  const functions = endpoints.map(({ properties }) => JSON.stringify(properties.Integration.Uri));
  expect(new Set(functions).size).toBe(routeTable.length);
  expect(endpoints.every(({ properties }) => properties.Integration.Type === "AWS_PROXY")).toBe(
    true,
  );
  // And the authorizer, the stream's two consumers, the two that work on the bucket, the keeper of keys,
  // the two that watch what waits and the gateway's keys, and the check.
  const all = new SynthesisedTemplate(...STACKS);
  expect(all.ofType("AWS::Lambda::Function")).toHaveLength(routeTable.length + 9);
});

test.each(routeTable)("$method $path asks for a credential unless it is public", (route) => {
  const { properties } = endpoints.find(({ id }) => id === route.id) ?? {};
  if (route.auth === "public") {
    expect(properties.AuthorizationType).toBe("NONE");
    expect(properties.ApiKeyRequired ?? false).toBe(false);
  } else {
    expect(properties.ApiKeyRequired).toBe(true);
    const [[authorizer] = []] = template.ofType("AWS::ApiGateway::Authorizer");
    expect(properties.AuthorizationType).toBe("CUSTOM");
    expect(properties.AuthorizerId).toEqual({ Ref: authorizer });
  }
});

test("the authorizer is asked on every call, whatever headers it carries", () => {
  const { Properties } = template.one("AWS::ApiGateway::Authorizer");
  expect(Properties).toMatchObject({ Type: "REQUEST", AuthorizerResultTtlInSeconds: 0 });
  expect(Properties).not.toHaveProperty("IdentitySource");
});

test("every path answers a browser's preflight without a credential", () => {
  const paths = new Set(routeTable.map(({ path }) => path));
  const preflights = methods.filter(({ method }) => method === "OPTIONS");
  expect(new Set(preflights.map(({ path }) => path))).toEqual(paths);
  for (const { path, properties } of preflights) {
    expect(properties.AuthorizationType).toBe("NONE");
    expect(properties.ApiKeyRequired ?? false).toBe(false);
    const [response] = properties.Integration.IntegrationResponses;
    expect(response.StatusCode).toBe("204");
    const allowed =
      response.ResponseParameters["method.response.header.Access-Control-Allow-Methods"];
    const own = expected.filter((one) => one.path === path).map(({ method }) => method);
    expect(allowed).toBe(`'${[...own, "OPTIONS"].join(",")}'`);
  }
});

test("a preflight takes a body of any type for what it is not", () => {
  for (const { path, properties } of methods.filter(({ method }) => method === "OPTIONS")) {
    const { ContentHandling, PassthroughBehavior, RequestTemplates } = properties.Integration;
    expect([ContentHandling, PassthroughBehavior]).toEqual(["CONVERT_TO_TEXT", "NEVER"]);
    const [response] = properties.Integration.IntegrationResponses;
    expect(response.ContentHandling).toBe("CONVERT_TO_TEXT");
    const bodies = routeTable.filter((one) => one.path === path).map(({ body }) => body);
    const own = bodies.flatMap((body) => body?.json.contentTypes ?? []);
    for (const type of ["application/json", "multipart/form-data", "text/plain", ...own]) {
      expect(RequestTemplates[type]).toBe('{"statusCode":204}');
    }
  }
});

test("the gateway may call each function for its own methods only", () => {
  const permissions = template
    .ofType("AWS::Lambda::Permission")
    .filter(([, { Properties }]) => Properties.Principal === "apigateway.amazonaws.com");
  expect(permissions).toHaveLength(expected.length + 1);
  expect(JSON.stringify(permissions)).not.toContain("test-invoke-stage");
});

test("bytes reach the functions, and callers, as they were sent", () => {
  const { Properties } = template.one("AWS::ApiGateway::RestApi");
  expect(Properties).toMatchObject({
    BinaryMediaTypes: ["*/*"],
    MinimumCompressionSize: 1_024,
    EndpointConfiguration: { Types: ["REGIONAL"] },
  });
});

test("the stage throttles, traces nothing, and logs without bodies", () => {
  const { Properties } = template.one("AWS::ApiGateway::Stage");
  expect(Properties.StageName).toBe("live");
  expect(Properties.TracingEnabled).toBe(false);
  expect(Properties.MethodSettings[0]).toMatchObject({
    ...{ DataTraceEnabled: false, HttpMethod: "*", ResourcePath: "/*" },
    ...{ ThrottlingBurstLimit: 5_000, ThrottlingRateLimit: 10_000 },
  });
});

test("a public route's methods may have a part of it, and else what all have", () => {
  const [ofEach, ...own] = template.one("AWS::ApiGateway::Stage").Properties.MethodSettings;
  const expected = routeTable.flatMap((route) => {
    const { path, auth, throttleShare } = route;
    expect([path, auth === "public"]).toEqual([path, throttleShare !== undefined]);
    if (throttleShare === undefined || throttleShare === 1) return [];
    return gatewayMethods(route).map((HttpMethod) => ({
      ...ofEach,
      HttpMethod,
      ResourcePath: path === "/" ? path : `/${path.replaceAll("/", "~1")}`,
      ThrottlingRateLimit: 10_000 * throttleShare,
      ThrottlingBurstLimit: 5_000 * throttleShare,
    }));
  });
  const inOrder = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort();
  const keys = (one: object) => Object.fromEntries(Object.entries(one).sort());
  expect(inOrder(own.map(keys))).toEqual(inOrder(expected.map(keys)));
});

test("a web ACL stands before the stage where it is asked for: it counts requests by address", () => {
  const issuer = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };
  const api = (given: object) =>
    Object.values(templatesFor({ ...issuer, ...given }).get("Api")?.Resources ?? {});
  const isOfWaf = ({ Type }: { Type: string }) => Type.startsWith("AWS::WAFv2::");
  expect(api({}).filter(isOfWaf)).toEqual([]);
  const [acl, association] = api({ waf: "true", wafRate: "500" }).filter(isOfWaf);
  expect(acl?.Properties).toMatchObject({
    Scope: "REGIONAL",
    DefaultAction: { Allow: {} },
    Rules: [
      {
        Statement: { RateBasedStatement: { AggregateKeyType: "IP", Limit: 500 } },
        Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
        VisibilityConfig: { SampledRequestsEnabled: false },
      },
    ],
  });
  const [, stage] =
    JSON.stringify(association?.Properties?.ResourceArn).match(/"Ref":"(\w*Stage\w*)"/) ?? [];
  expect(stage).toMatch(/DeploymentStage/);
});

test("the access log is JSON, and holds no credential, path, query or word of the caller's", () => {
  const { Format } = template.one("AWS::ApiGateway::Stage").Properties.AccessLogSetting;
  const fields: Record<string, string> = JSON.parse(Format);
  expect(fields).toMatchObject({ requestId: "$context.requestId", status: "$context.status" });
  // API Gateway does not escape what it puts in: a quote would break the line, or forge another.
  const forbidden = /apiKey|token|header|query|\$context\.path|authorizer\.|identity\./i;
  // Words of our own: a digest in hexadecimal, two of a few names, an id of the gateway's, a figure.
  const own = ["accountDigest", "credential", "plan", "apiKeyId", "integrationLatency"].map(
    (name) => `$context.authorizer.${name}`,
  );
  const harmless = [...own, "$context.identity.apiKeyId"];
  expect(
    Object.values(fields).filter((one) => forbidden.test(one) && !harmless.includes(one)),
  ).toEqual([]);
  expect(Object.values(fields)).toEqual(expect.arrayContaining(harmless));
});

test("the stage tells its functions where callers reach the API", () => {
  const { Variables } = template.one("AWS::ApiGateway::Stage").Properties;
  const [[api] = [""]] = template.ofType("AWS::ApiGateway::RestApi");
  const parts = ["https://", { Ref: api }, ".execute-api.", { Ref: "AWS::Region" }, "."];
  const end = [{ Ref: "AWS::URLSuffix" }, "/live"];
  expect(Variables).toEqual({ publicAddress: { "Fn::Join": ["", [...parts, ...end]] } });
});

test("the gateway may call a function before the stage leads to it", () => {
  const [[, deployment] = []] = template.ofType("AWS::ApiGateway::Deployment");
  const ofRoutes = template
    .ofType("AWS::Lambda::Permission")
    .filter(([, { Properties }]) => Properties.FunctionName["Fn::ImportValue"]);
  expect(ofRoutes).toHaveLength(expected.length);
  for (const [id, { Properties }] of ofRoutes) {
    expect(deployment?.DependsOn).toContain(id);
    expect(JSON.stringify(Properties.SourceArn)).not.toContain("Stage");
  }
});
