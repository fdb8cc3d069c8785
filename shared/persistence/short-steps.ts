import type {
  ServiceInputTypes as Input,
  ServiceOutputTypes as Output,
} from "@aws-sdk/client-dynamodb";
import { AwsSdkSigV4Signer } from "@aws-sdk/core/httpAuthSchemes";
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
import type { SdkClient } from "./sdk-client.ts";

/*
 * A call of the SDK goes through eleven steps. Most find out for each call what is the same in all
 * of them: the address, how to sign, who calls. Here are two steps in place of nine; the two that stay
 * are in sdk-client.ts. What is put together, signed, tried again and read is still the SDK's doing:
 * docs/adr/0012-table-client.md.
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

type Config = SdkClient["config"];
type ProtocolContext = Parameters<ClientProtocol<HttpRequest, HttpResponse>["serializeRequest"]>[2];

/**
 * Makes the calls of a client go through the short steps. Two of its own stay: the next try, and the
 * reading of an answer or an error. Steps of a command itself are not run: all that the SDK's commands
 * have is the address.
 */
export function withShortSteps(client: SdkClient, place: CallPlace): SdkClient {
  const { middlewareStack: steps, config } = client;
  steps.remove("serializerMiddleware");
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
  client: SdkClient,
  command: TableCommand,
  answer: HttpResponse,
): Promise<object> {
  return runCommand(client, command, {}, async () => ({ response: answer }));
}

async function runCommand(
  { middlewareStack }: SdkClient,
  { input, schema }: TableCommand,
  { abortSignal }: { readonly abortSignal?: AbortSignal },
  last: DeserializeHandler<Input, Output>,
): Promise<object> {
  const context = {
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
  return (next, context) => async (args) => {
    const [, ...schema] = schemaOf(context);
    const request = await config.protocol.serializeRequest(
      operation(...schema),
      args.input,
      shared,
    );
    request.headers.host = host;
    request.headers["user-agent"] = place.userAgent;
    request.headers["content-length"] = `${Buffer.byteLength(request.body)}`;
    return next({ ...args, request });
  };
}

/** The signer has credentials of its own. */
const NOBODY = { accessKeyId: "", secretAccessKey: "" };

/** The SDK's signer also learns by the answers how far the clock is off. */
function signing(config: Config): FinalizeRequestMiddleware<Input, Output> {
  const scheme = new AwsSdkSigV4Signer();
  return (next, context) => async (args) => {
    const properties = { config, context };
    const request = await scheme.sign(args.request as HttpRequest, NOBODY, properties);
    try {
      const output = await next({ ...args, request });
      scheme.successHandler(output.response, properties);
      return output;
    } catch (error) {
      scheme.errorHandler(properties)(error as Error);
      throw error;
    }
  };
}

function schemaOf(context: HandlerExecutionContext): StaticOperationSchema {
  return context[SMITHY_CONTEXT_KEY]?.operationSchema as StaticOperationSchema;
}
