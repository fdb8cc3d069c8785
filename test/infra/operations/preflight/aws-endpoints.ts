import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type LoopbackServer, startLoopbackServer } from "@profiles-api/laptop/testing";

export const ACCOUNT = "123456789012";

/** A stack as the services tell of it. */
export interface FakeStack {
  readonly status: string;
  readonly template?: object;
  readonly resources?: readonly {
    readonly type: string;
    readonly name: string;
    /** Logical id; any when left out. */
    readonly id?: string;
  }[];
}

/** What the services answer; a test changes it as it likes. */
export interface AwsState {
  /** Regions that take the credentials; all when left out. */
  regions?: readonly string[] | undefined;
  /** An error that STS answers with. */
  stsError?: string | undefined;
  bootstrapVersion: string | undefined;
  concurrency: { limit: number; unreserved: number };
  gatewayKeys: number;
  stacks: Readonly<Record<string, FakeStack>>;
  deleted: Readonly<Record<string, FakeStack>>;
  exports: Readonly<Record<string, string>>;
  imports: Readonly<Record<string, readonly string[]>>;
  /** Nobody has a permission but for asking who one is. */
  denied: boolean;
}

export interface AwsEndpoints extends LoopbackServer {
  readonly state: AwsState;
  /** `service:Action` of every call. */
  readonly calls: string[];
}

/** An account in which everything is in order, and nothing is deployed. */
export function freshState(): AwsState {
  return {
    bootstrapVersion: "28",
    concurrency: { limit: 1_000, unreserved: 1_000 },
    gatewayKeys: 2,
    stacks: {},
    deleted: {},
    exports: {},
    imports: {},
    denied: false,
  };
}

/** Speaks the protocols of STS, CloudFormation, SSM, Lambda and API Gateway for `AWS_ENDPOINT_URL`. */
export async function startAwsEndpoints(state: AwsState): Promise<AwsEndpoints> {
  const calls: string[] = [];
  const server = await startLoopbackServer((request, response) => {
    answer(request, response, state, calls).catch(() => response.destroy());
  });
  return { ...server, state, calls };
}

/** Credentials and addresses for the SDK and the CDK. */
export function awsEnvironment(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "eu-west-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  state: AwsState,
  calls: string[],
): Promise<void> {
  const url = new URL(request.url ?? "", "http://aws.local");
  const body = await text(request);
  // <access key>/<date>/<region>/<service>/aws4_request
  const credential = /Credential=(.*?),/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const [, , region = "", service = ""] = credential.split("/");
  const form = new URLSearchParams(body);
  const action = form.get("Action") ?? url.pathname;
  calls.push(`${service}:${action}`);
  if (service === "ssm") parameter(response, state, JSON.parse(body).Name);
  else if (service === "lambda") accountSettings(response, state);
  else if (service === "apigateway") keyPage(response, state, url.searchParams);
  else if (action === "AssumeRole") role(response);
  else if (service === "sts") identity(response, state, region);
  else cloudFormation(response, state, action, form);
}

function accountSettings(response: ServerResponse, state: AwsState): void {
  const { limit, unreserved } = state.concurrency;
  const limits = { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved };
  json(response, state, { AccountLimit: limits, AccountUsage: {} });
}

function parameter(response: ServerResponse, state: AwsState, name: string): void {
  const value = state.bootstrapVersion;
  if (name !== "/cdk-bootstrap/hnb659fds/version" || value === undefined) {
    response.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify({ __type: "ParameterNotFound" }));
    return;
  }
  json(response, state, { Parameter: { Name: name, Type: "String", Value: value } });
}

function keyPage(response: ServerResponse, state: AwsState, query: URLSearchParams): void {
  const from = Number(query.get("position") ?? 0);
  const to = Math.min(state.gatewayKeys, from + Number(query.get("limit") ?? 25));
  // `item` is how the service spells it.
  const item = Array.from({ length: to - from }, (_, at) => ({ id: `k${from + at}` }));
  json(response, state, { item, ...(to < state.gatewayKeys && { position: String(to) }) });
}

/** An answer, or its refusal, in the JSON protocols. */
function json(response: ServerResponse, state: AwsState, body: object): void {
  if (!state.denied) {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    return;
  }
  const headers = {
    "content-type": "application/json",
    "x-amzn-errortype": "AccessDeniedException",
  };
  const message = "User is not authorized to perform this action";
  response
    .writeHead(403, headers)
    .end(JSON.stringify({ __type: "AccessDeniedException", message }));
}

function identity(response: ServerResponse, state: AwsState, region: string): void {
  if (state.stsError) {
    failure(response, 403, state.stsError, "No.");
  } else if (state.regions && !state.regions.includes(region)) {
    failure(response, 403, "InvalidClientTokenId", "The security token is invalid.");
  } else {
    const arn = `arn:aws:iam::${ACCOUNT}:user/jane`;
    const result = `<Arn>${arn}</Arn><UserId>AIDA</UserId><Account>${ACCOUNT}</Account>`;
    xml(response, "GetCallerIdentity", result);
  }
}

/** The CDK's roles are taken by the same person under another key. */
function role(response: ServerResponse): void {
  const keys = "<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>";
  const until = "<Expiration>2100-01-01T00:00:00Z</Expiration>";
  const credentials = `<Credentials>${keys}<SessionToken>token</SessionToken>${until}</Credentials>`;
  xml(response, "AssumeRole", credentials);
}

function cloudFormation(
  response: ServerResponse,
  state: AwsState,
  action: string,
  form: URLSearchParams,
): void {
  const missing = (message: string) => failure(response, 400, "ValidationError", message);
  const given = form.get("StackName") ?? "";
  // By its name, or by its ARN.
  const name = given.startsWith("arn:") ? (given.split("/")[1] ?? "") : given;
  const exported = form.get("ExportName") ?? "";
  // What was deleted is known by its ARN only.
  const deleted = given === name ? undefined : state.deleted[name];
  const stack = state.stacks[name] ?? deleted;
  const importers = state.imports[exported] ?? [];
  if (state.denied) failure(response, 403, "AccessDenied", "User is not authorized.");
  else if (action === "ListExports") {
    xml(response, action, `<Exports>${exportMembers(state.exports)}</Exports>`);
  } else if (action === "ListImports") {
    if (importers.length === 0) missing(`Export '${exported}' is not imported by any stack.`);
    else xml(response, action, `<Imports>${members(importers)}</Imports>`);
  } else if (action === "DeleteStack") {
    const { [name]: removed, ...others } = state.stacks;
    state.stacks = others;
    state.deleted = { ...state.deleted, [name]: { ...removed, status: "DELETE_COMPLETE" } };
    xml(response, action, "");
  } else if (stack) xml(response, action, stackPart(action, name, stack));
  else missing(`Stack with id ${name} does not exist`);
}

function stackPart(action: string, name: string, stack: FakeStack): string {
  if (action === "GetTemplate") {
    return `<TemplateBody>${escaped(JSON.stringify(stack.template ?? {}))}</TemplateBody>`;
  }
  if (action === "ListStackResources") {
    const parts = (stack.resources ?? []).map(
      (one) =>
        `<ResourceType>${one.type}</ResourceType><PhysicalResourceId>${one.name}</PhysicalResourceId><LogicalResourceId>${one.id ?? "L"}</LogicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus><LastUpdatedTimestamp>2026-01-01T00:00:00Z</LastUpdatedTimestamp>`,
    );
    return `<StackResourceSummaries>${parts.map((part) => `<member>${part}</member>`).join("")}</StackResourceSummaries>`;
  }
  if (action === "DescribeStackEvents") return "<StackEvents></StackEvents>";
  const id = `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/${name}/1`;
  return `<Stacks><member><StackName>${name}</StackName><StackId>${id}</StackId><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${stack.status}</StackStatus></member></Stacks>`;
}

function exportMembers(exports: Readonly<Record<string, string>>): string {
  return Object.entries(exports)
    .map(([name, value]) => `<member><Name>${name}</Name><Value>${escaped(value)}</Value></member>`)
    .join("");
}

function members(values: readonly string[]): string {
  return values.map((value) => `<member>${escaped(value)}</member>`).join("");
}

function xml(response: ServerResponse, action: string, result: string): void {
  response.writeHead(200, { "content-type": "text/xml" });
  response.end(
    `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  );
}

function failure(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { "content-type": "text/xml" });
  response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error></ErrorResponse>`,
  );
}

function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
