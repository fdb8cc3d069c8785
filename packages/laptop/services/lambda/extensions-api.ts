import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { type LoopbackServer, startLoopbackServer } from "../../platform/loopback-server.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { Invocation } from "./runtime-process.ts";

/** Extensions of a function at most, as AWS allows. */
const MOST_EXTENSIONS = 10;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

interface Extension {
  readonly name: string;
  readonly isInvoked: boolean;
  /** Asks for the next event; undefined while it works. */
  asking: ServerResponse | undefined;
}

/**
 * The Extensions API of one execution environment, for internal extensions: those that run in the
 * function's own process. Errors as AWS's own emulator of the runtime interface has them.
 */
export class ExtensionsApi {
  readonly #fn: FunctionConfiguration;
  readonly #extensions = new Map<string, Extension>();
  #server: LoopbackServer | undefined;
  #isOpen = true;
  #onReady: () => void = () => {};

  private constructor(fn: FunctionConfiguration) {
    this.#fn = fn;
  }

  static async start(fn: FunctionConfiguration): Promise<ExtensionsApi> {
    const api = new ExtensionsApi(fn);
    api.#server = await startLoopbackServer((request, response) => api.#serve(request, response));
    return api;
  }

  /** Host and port, as `AWS_LAMBDA_RUNTIME_API` has them. */
  get address(): string {
    return new URL(this.#server?.endpoint ?? "").host;
  }

  /** Whether every extension that is registered asks for the next event. */
  get isReady(): boolean {
    return [...this.#extensions.values()].every(({ asking }) => asking !== undefined);
  }

  /** Resolves when every extension that is registered asks for the next event. */
  async ready(): Promise<void> {
    while (!this.isReady) {
      await new Promise<void>((resolve) => {
        this.#onReady = resolve;
      });
    }
  }

  /** The runtime has asked for its first event: nobody can register any more. */
  closeRegistration(): void {
    this.#isOpen = false;
  }

  /** Tells the extensions of an invocation. */
  invoke({ requestId, functionArn, deadline }: Omit<Invocation, "event">): void {
    const event = {
      eventType: "INVOKE",
      deadlineMs: deadline,
      requestId,
      invokedFunctionArn: functionArn,
      tracing: { type: "X-Amzn-Trace-Id", value: "" },
    };
    for (const extension of this.#extensions.values()) {
      const { asking, isInvoked } = extension;
      if (!asking || !isInvoked) continue;
      extension.asking = undefined;
      asking.setHeader("Lambda-Extension-Event-Identifier", randomUUID());
      answer(asking, 200, event);
    }
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url}`;
    if (route === "POST /2020-01-01/extension/register") await this.#register(request, response);
    else if (route === "GET /2020-01-01/extension/event/next") this.#next(request, response);
    else {
      response.statusCode = 404;
      response.end("404 page not found\n");
    }
  }

  async #register(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = header(request, "lambda-extension-name");
    const events = await eventsOf(request);
    const refusal = this.#refusalOf(name, events);
    if (refusal || !events) {
      answer(response, 403, refusal ?? {});
      return;
    }
    const id = randomUUID();
    const isInvoked = events.includes("INVOKE");
    this.#extensions.set(id, { name, isInvoked, asking: undefined });
    response.setHeader("Lambda-Extension-Identifier", id);
    const { name: functionName, handler } = this.#fn;
    answer(response, 200, { functionName, functionVersion: "$LATEST", handler });
  }

  #refusalOf(name: string, events: readonly unknown[] | undefined): Refusal | undefined {
    if (!name) return refusal("Extension.InvalidExtensionName", "Empty extension name");
    if (!events) return refusal("InvalidRequestFormat", "The body is no list of events");
    const odd = events.find((event) => event !== "INVOKE");
    if (odd !== undefined) {
      const why =
        odd === "SHUTDOWN"
          ? "ShutdownEventNotSupportedForInternalExtension"
          : "ErrorInvalidEventType";
      return refusal("Extension.InvalidEventType", `${odd}: ${why}`);
    }
    if (!this.#isOpen) {
      return refusal("Extension.RegistrationClosed", "Extension registration closed already");
    }
    const all = [...this.#extensions.values()];
    if (all.some((one) => one.name === name)) {
      const why = "Extension with this name already registered";
      return refusal("Extension.InvalidExtensionState", why);
    }
    if (all.length < MOST_EXTENSIONS) return undefined;
    return refusal("Extension.TooManyExtensions", `Extension limit (${MOST_EXTENSIONS}) reached`);
  }

  #next(request: IncomingMessage, response: ServerResponse): void {
    const id = header(request, "lambda-extension-identifier");
    const extension = this.#extensions.get(id);
    if (!extension || extension.asking) {
      answer(response, 403, nextRefusal(id, extension));
      return;
    }
    extension.asking = response;
    if (this.isReady) this.#onReady();
  }
}

/** Body of an error. */
interface Refusal {
  readonly errorMessage: string;
  readonly errorType: string;
}

function refusal(errorType: string, errorMessage: string): Refusal {
  return { errorMessage, errorType };
}

function nextRefusal(id: string, extension: Extension | undefined): Refusal {
  if (!id) {
    const why = "Missing Lambda-Extension-Identifier header";
    return refusal("Extension.MissingExtensionIdentifier", why);
  }
  if (!UUID.test(id)) {
    const why = "Invalid Lambda-Extension-Identifier";
    return refusal("Extension.InvalidExtensionIdentifier", why);
  }
  if (!extension) {
    return refusal("Extension.UnknownExtensionIdentifier", `Unknown extension ${id}`);
  }
  const why = `State transition from Ready to Ready failed for extension ${id}. Error: State transition is not allowed`;
  return refusal("Extension.InvalidExtensionState", why);
}

function header({ headers }: IncomingMessage, name: string): string {
  return String(headers[name] ?? "");
}

async function eventsOf(request: IncomingMessage): Promise<readonly unknown[] | undefined> {
  try {
    const { events = [] } = (await json(request)) as { readonly events?: unknown };
    return Array.isArray(events) ? events : undefined;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}
