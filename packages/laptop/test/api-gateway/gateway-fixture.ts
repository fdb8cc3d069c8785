import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import { createGateway, type GatewayOptions } from "../../services/api-gateway/gateway.ts";
import type { LambdaResult, LambdaService } from "../../services/lambda/lambda-service.ts";
import { type DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";

interface Properties {
  readonly [name: string]: Json;
}

/** A hand-made API: `"GET /a/{id}": "function"` or a whole method. */
export interface ApiDescription {
  readonly methods: Readonly<Record<string, string | Properties>>;
  readonly api?: Properties;
  readonly stage?: Properties;
  readonly authorizer?: Properties;
  readonly gatewayResponses?: Readonly<Record<string, Properties>>;
  /** Usage plans by id, open to the stage unless they say otherwise. */
  readonly plans?: Readonly<Record<string, Properties>>;
  /** Sources each function may be invoked for; everything when left out. */
  readonly permissions?: Readonly<Record<string, string>>;
}

const CUSTOM = { AuthorizationType: "CUSTOM", AuthorizerId: "auth" };

/** ARN of the function with a name. */
function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

/** URI by which API Gateway invokes the function with a name. */
function invocationUri(name: string): string {
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;
}

/** Integration of a method with a function. */
export function proxyTo(name: string, more: Properties = {}): Properties {
  return { Type: "AWS_PROXY", IntegrationHttpMethod: "POST", Uri: invocationUri(name), ...more };
}

/** A method that asks the authorizer before it calls the function. */
export function authorized(name: string): Properties {
  return { ...CUSTOM, Integration: proxyTo(name) };
}

/** Builds the resources of a hand-made API. */
export function apiResources(description: ApiDescription): DeployedResources {
  const { methods, api = {}, stage = {}, authorizer, gatewayResponses = {} } = description;
  const ids = new Map([["", "root"]]);
  const found: DeployedResource[] = [
    resource("RestApi", "local", api),
    resource("Deployment", "deployment", {}),
    resource("Stage", "test", { StageName: "test", DeploymentId: "deployment", ...stage }),
    resource("Authorizer", "auth", {
      Type: "REQUEST",
      AuthorizerResultTtlInSeconds: 0,
      AuthorizerUri: invocationUri("authorizer"),
      ...authorizer,
    }),
  ];
  for (const [key, method] of Object.entries(methods)) {
    const [httpMethod = "", path = ""] = key.split(" ");
    const ResourceId = resourceId(path, ids, found);
    const properties = typeof method === "string" ? { Integration: proxyTo(method) } : method;
    found.push(resource("Method", key, { HttpMethod: httpMethod, ResourceId, ...properties }));
  }
  for (const [type, properties] of Object.entries(gatewayResponses)) {
    found.push(resource("GatewayResponse", type, { ResponseType: type, ...properties }));
  }
  for (const [id, properties] of Object.entries(description.plans ?? {})) {
    const ApiStages = [{ ApiId: "local", Stage: "test" }];
    found.push(resource("UsagePlan", id, { UsagePlanName: id, ApiStages, ...properties }));
  }
  return new DeployedResources([...found, ...permissionsOf(description)]);
}

function permissionsOf({ permissions }: ApiDescription): DeployedResource[] {
  const granted = permissions ?? { "*": "*" };
  const names = ["authorizer", "echo", "other", "first", "second"];
  return names.flatMap((name) => {
    const source = granted[name] ?? granted["*"];
    const properties = {
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      FunctionName: functionArn(name),
      ...(source && { SourceArn: source }),
    };
    return source === undefined
      ? []
      : [{ ...resource("Permission", name, properties), type: "AWS::Lambda::Permission" }];
  });
}

function resourceId(path: string, ids: Map<string, string>, found: DeployedResource[]): string {
  const trimmed = path === "/" ? "" : path;
  const known = ids.get(trimmed);
  if (known !== undefined) {
    return known;
  }
  const slash = trimmed.lastIndexOf("/");
  const ParentId = resourceId(trimmed.slice(0, slash), ids, found);
  found.push(resource("Resource", trimmed, { ParentId, PathPart: trimmed.slice(slash + 1) }));
  ids.set(trimmed, trimmed);
  return trimmed;
}

function resource(type: string, id: string, properties: Properties): DeployedResource {
  return {
    stack: "Test",
    logicalId: id,
    type: `AWS::ApiGateway::${type}`,
    physicalId: id,
    arn: "",
    properties,
  };
}

type FunctionBody = (event: Record<string, never>) => unknown;

/** An answer of the fake Lambda service that is an error, not a payload. */
export class InvocationError {
  readonly error: NonNullable<LambdaResult["error"]>;

  constructor(error: NonNullable<LambdaResult["error"]>) {
    this.error = error;
  }
}

export interface RunningGateway {
  readonly port: number;
  /** Functions by name; a test replaces what it needs. */
  readonly functions: Record<string, FunctionBody>;
  /** Events in the order of the invocations. */
  readonly events: { readonly name: string; readonly event: Record<string, never> }[];
  readonly log: Record<string, unknown>[];
  readonly send: (target: string, options?: SendOptions) => Promise<Received>;
}

export interface SendOptions {
  readonly method?: string;
  /** Name and value alternate; sent in this case and order. */
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly json: unknown;
}

/** For a gateway that nobody calls. */
export const NO_FUNCTIONS: LambdaService = {
  invoke: async () => ({}),
  change: async () => {},
  isInspected: () => false,
  idle: async () => {},
  recycle: async () => {},
  kill: async () => {},
  stop: async () => {},
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Serves a hand-made API until the end of the test. */
export async function serve(
  description: ApiDescription,
  more: Partial<GatewayOptions> = {},
): Promise<RunningGateway> {
  const events: RunningGateway["events"] = [];
  const log: RunningGateway["log"] = [];
  const functions: Record<string, FunctionBody> = {
    authorizer: () => allow(),
    echo: () => ({ statusCode: 200, body: "echo" }),
  };
  const lambda: LambdaService = {
    ...NO_FUNCTIONS,
    invoke: async (arn, event) => {
      const name = arn.split(":").at(-1) ?? "";
      const run = functions[name];
      if (run === undefined) {
        throw new Error(`No function ${name}.`);
      }
      const passed = JSON.parse(JSON.stringify(event));
      events.push({ name, event: passed });
      const payload = await run(passed);
      return payload instanceof InvocationError ? { error: payload.error } : { payload };
    },
  };
  const server = createServer(
    createGateway({
      resources: apiResources(description),
      lambda,
      log: (entry) => log.push({ ...entry }),
      ...more,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const send = (target: string, options?: SendOptions) => sendTo(port, target, options);
  return { port, functions, events, log, send };
}

/** An authorizer's answer that allows everything of the API. */
export function allow(more: object = {}): object {
  return {
    principalId: "someone",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Action: "execute-api:Invoke",
          Effect: "Allow",
          Resource: "arn:aws:execute-api:us-east-1:000000000000:local/test/*/*",
        },
      ],
    },
    ...more,
  };
}

function sendTo(port: number, path: string, options: SendOptions = {}): Promise<Received> {
  const { method = "GET", headers = [], body } = options;
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const length = body === undefined ? [] : ["Content-Length", String(Buffer.byteLength(body))];
  const request = httpRequest({
    host: "127.0.0.1",
    port,
    path,
    method,
    agent: false,
    headers: ["Host", "api.test", ...length, ...headers],
  });
  request.on("error", reject).on("response", (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
    response.on("end", () => {
      const received = Buffer.concat(chunks);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        rawHeaders: response.rawHeaders,
        body: received,
        get json() {
          return JSON.parse(received.toString());
        },
      });
    });
  });
  request.end(body);
  return promise;
}
