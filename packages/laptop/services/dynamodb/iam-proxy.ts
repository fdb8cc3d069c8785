import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import type { Iam, Principal } from "../iam/iam.ts";
import { authenticateCall, authoriseUses } from "./authorise-call.ts";
import { EngineConnection } from "./engine-connection.ts";
import type { ErrorAnswer } from "./error-answer.ts";
import { errorAnswer } from "./error-answer.ts";
import { itemUsesOf, UnsupportedCall } from "./item-uses.ts";
import type { DynamoDbCall, FinishedCall, Interception } from "./proxied-call.ts";
import { errorCodeOf, factsOf, parseObject } from "./proxied-call.ts";
import { tablesOf } from "./tables.ts";
import { answerWithoutEffect } from "./without-effect.ts";

/** DynamoDB takes requests of up to 16 MB. */
const BODY_LIMIT = 16 * 1024 * 1024;
const TARGET = "DynamoDB_20120810.";

/** The engine behind it, and by what it decides. */
export interface IamProxyOptions {
  /** URL of the engine. */
  readonly engine: string;
  readonly resources: DeployedResources;
  readonly iam: Iam;
  /** Tables that the stacks name and do not make. */
  readonly imported?: readonly DeployedResource[];
  /** Told of every call once it is answered, refused ones too. */
  readonly onCall?: (call: FinishedCall) => void;
  /** Decides on every allowed call; for tests. */
  readonly intercept?: (call: DynamoDbCall) => Interception | Promise<Interception>;
}

/** The one way to the table for functions. `close` ends open connections. */
export interface IamProxy {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Listens on loopback, lets a call through when its signer's role allows all that it does. */
export async function startIamProxy(options: IamProxyOptions): Promise<IamProxy> {
  const connection = new EngineConnection();
  const tables = [...tablesOf(options.resources), ...(options.imported ?? [])];
  const server = createServer((request, response) => {
    serve(request, response, { ...options, connection, tables }).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      connection.close();
    },
  };
}

interface ProxyState extends IamProxyOptions {
  readonly connection: EngineConnection;
  readonly tables: readonly DeployedResource[];
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  state: ProxyState,
): Promise<void> {
  const startedAt = performance.now();
  const body = await readBody(request);
  if (body === undefined) {
    return answerError(response, errorAnswer("RequestEntityTooLarge", "Over 16 MB.", 413));
  }
  const admitted = await admit(request, body, state);
  if ("code" in admitted) return answerError(response, admitted);
  const { principal, call } = admitted;
  const finish = (end: { status: number; errorCode?: string; consumedCapacity?: Json }) =>
    state.onCall?.({ ...call, ...end, durationMs: performance.now() - startedAt });
  const refusal = authoriseUses(principal, call.uses, state.iam);
  if (refusal !== undefined) {
    finish({ status: refusal.status, errorCode: refusal.code });
    return answerError(response, refusal);
  }
  const decision = answerWithoutEffect(call) ?? (await state.intercept?.(call)) ?? "pass";
  if (decision === "drop-before") {
    finish({ status: 0 });
    response.destroy();
  } else if (typeof decision === "object") {
    finish({ status: decision.status, ...errorCodeOf(decision.body) });
    send(response, decision.status, JSON.stringify(decision.body));
  } else {
    const { connection: _, host: __, ...headers } = request.headers;
    const sent = state.connection.send(state.engine, headers, body);
    const answer = await sent.catch(() => undefined);
    const text = answer?.body.toString() ?? errorAnswer("InternalServerError", "No engine.").body;
    finish({ status: answer?.status ?? 500, ...factsOf(text) });
    if (decision === "drop-after") response.destroy();
    else send(response, answer?.status ?? 500, text, answer?.headers["x-amzn-requestid"]);
  }
}

/** Verifies and reads the request; who may do it is decided by the caller. */
async function admit(
  request: IncomingMessage,
  body: Buffer,
  state: ProxyState,
): Promise<{ readonly call: DynamoDbCall; readonly principal: Principal } | ErrorAnswer> {
  const principal = await authenticateCall(request.headers, body, state.iam);
  if ("code" in principal) return principal;
  const target = String(request.headers["x-amz-target"] ?? "");
  if (request.method !== "POST" || request.url !== "/" || !target.startsWith(TARGET)) {
    return errorAnswer("UnknownOperationException", "");
  }
  const operation = target.slice(TARGET.length);
  const json = parseObject(body.toString());
  if (json === undefined) return errorAnswer("SerializationException", "Not a JSON object.");
  try {
    const uses = itemUsesOf(operation, json, state.tables);
    const { functionName } = principal;
    return { call: { operation, functionName, uses, body: json }, principal };
  } catch (error) {
    if (error instanceof UnsupportedCall) return errorAnswer("ValidationException", error.message);
    throw error;
  }
}

/** undefined when the body is larger than DynamoDB takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= BODY_LIMIT) chunks.push(chunk);
  }
  return length > BODY_LIMIT ? undefined : Buffer.concat(chunks);
}

function answerError(response: ServerResponse, error: ErrorAnswer): void {
  send(response, error.status, error.body);
}

function send(response: ServerResponse, status: number, text: string, requestId?: unknown): void {
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(text),
    ...(typeof requestId === "string" && { "x-amzn-requestid": requestId }),
  });
  response.end(text);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}
