import type {
  DynamoDBClient,
  ServiceInputTypes as Input,
  ServiceOutputTypes as Output,
} from "@aws-sdk/client-dynamodb";
import type { HttpRequest, HttpResponse } from "@smithy/core/protocols";
import { operation } from "@smithy/core/schema";
import {
  type ClientProtocol,
  type DeserializeHandler,
  type FinalizeRequestMiddleware,
  type HandlerExecutionContext,
  type InitializeHandler,
  type SerializeMiddleware,
  SMITHY_CONTEXT_KEY,
  type StaticOperationSchema,
} from "@smithy/types";

/*
 * A call of the SDK goes through eleven steps. Most find out for each call what is the same in all
 * of them: the address, how to sign, who calls. Here are two steps in place of nine. What is put
 * together, signed, tried again and read is still the SDK's doing: docs/adr/0012-table-client.md.
 */

/** What is the same in all calls of a client. */
export interface CallPlace {
  readonly address: URL;
  /** Who calls, as CloudTrail shows it. */
  readonly userAgent: string;
}

/** A command of the SDK, as far as it is needed. */
export interface TableCommand {
  readonly input: object;
  readonly schema?: unknown;
}

/**
 * Steps of the SDK that are taken away. The ninth finds the address; it belongs to each command, whose
 * own steps are not run. Two stay: the next try, and the reading of an answer or an error.
 */
const REPLACED = [
  "loggerMiddleware",
  "getUserAgentMiddleware",
  "recursionDetectionMiddleware",
  "serializerMiddleware",
  "contentLengthMiddleware",
  "hostHeaderMiddleware",
  "httpAuthSchemeMiddleware",
  "httpSigningMiddleware",
] as const;

type Config = DynamoDBClient["config"];
type ProtocolContext = Parameters<ClientProtocol<HttpRequest, HttpResponse>["serializeRequest"]>[2];

/**
 * Makes the calls of a client go through the short steps. It has its address and signer by then. Steps of
 * a command itself are not run: all that the SDK's commands have is the address.
 */
export function withShortSteps(client: DynamoDBClient, place: CallPlace): DynamoDBClient {
  const { middlewareStack: steps, config } = client;
  for (const step of REPLACED) steps.remove(step);
  steps.add(puttingTogether(config, place), { step: "serialize", name: "putTogether" });
  steps.add(signing(config), { step: "finalizeRequest", name: "sign" });
  const send = (command: TableCommand, options: { readonly abortSignal?: AbortSignal } = {}) =>
    runCommand(client, command, options, ({ request }) =>
      config.requestHandler.handle(request as HttpRequest, options),
    );
  return Object.assign(client, { send });
}

/**
 * Does with a command what the client does, but gives it the answer instead of sending it. There is
 * nothing that could stay switched on: the answer is handed over with the one command.
 */
export function rehearseCommand(
  client: DynamoDBClient,
  command: TableCommand,
  answer: HttpResponse,
): Promise<object> {
  return runCommand(client, command, {}, async () => ({ response: answer }));
}

async function runCommand(
  { middlewareStack, config }: DynamoDBClient,
  { input, schema }: TableCommand,
  { abortSignal }: { readonly abortSignal?: AbortSignal },
  last: DeserializeHandler<Input, Output>,
): Promise<object> {
  const context = {
    logger: config.logger,
    // The pause before the next try ends with the signal, too.
    [SMITHY_CONTEXT_KEY]: { operationSchema: schema, ...(abortSignal && { abortSignal }) },
  };
  const run: InitializeHandler<Input, Output> = middlewareStack.resolve(last, context);
  return (await run({ input: input as Input })).output;
}

function puttingTogether(config: Config, place: CallPlace): SerializeMiddleware<Input, Output> {
  const { protocol, hostname, port, pathname, host } = place.address;
  const endpoint = { protocol, hostname, path: pathname, ...(port && { port: Number(port) }) };
  const shared = { ...config, endpoint: async () => endpoint } as unknown as ProtocolContext;
  const rules = config.protocol as ClientProtocol<HttpRequest, HttpResponse>;
  return (next, context) => async (args) => {
    const [, ...schema] = schemaOf(context);
    const request = await rules.serializeRequest(operation(...schema), args.input, shared);
    request.headers.host = host;
    request.headers["user-agent"] = place.userAgent;
    request.headers["content-length"] = `${Buffer.byteLength(request.body)}`;
    return next({ ...args, request });
  };
}

/** The SDK's signer also learns by the answers how far the clock is off. */
function signing(config: Config): FinalizeRequestMiddleware<Input, Output> {
  const [scheme] = config.httpAuthSchemes;
  if (!scheme) throw new Error("The client has no way to sign.");
  const { signer } = scheme;
  return (next, context) => async (args) => {
    const properties = { config, context };
    const request = await signer.sign(args.request as HttpRequest, {}, properties);
    try {
      const output = await next({ ...args, request });
      signer.successHandler?.(output.response, properties);
      return output;
    } catch (error) {
      signer.errorHandler?.(properties)(error as Error);
      throw error;
    }
  };
}

function schemaOf(context: HandlerExecutionContext): StaticOperationSchema {
  return context[SMITHY_CONTEXT_KEY]?.operationSchema as StaticOperationSchema;
}
