import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { TLSSocket } from "node:tls";
import { errorCode } from "@profiles-api/laptop/running";
import { OperatorError } from "../../operator-error.ts";

/** An answer with its body read; `json` is undefined for a body that is not JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the walk looks into bodies of every shape.
  readonly json: any;
  /** `TLSv1.3` and the like; undefined without TLS. */
  readonly tls: string | undefined;
}

/** What goes out with a request. */
export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds without a byte in either direction after which the call is given up. */
  readonly idleLimit?: number;
}

/** A call that got no answer; the message is one sentence for the person at the terminal. */
export class NoAnswer extends OperatorError {
  override readonly name = "NoAnswer";
}

/** The gateway itself gives up after 29 seconds. */
const IDLE_LIMIT = 35_000;

/** Largest answer that is read, in bytes; the largest there is are photos. */
const MOST_BYTES = 12 * 1024 * 1024;

const AGENTS = {
  "http:": { agent: new HttpAgent({ keepAlive: true }), request: httpRequest },
  "https:": { agent: new HttpsAgent({ keepAlive: true }), request: httpsRequest },
} as const;

/**
 * Sends one request. The path goes out as it is written: no `//` is folded, no escape is changed.
 * Follows no redirects.
 * @param base scheme and host, with the stage where there is one
 * @param path begins with a slash
 * @throws NoAnswer
 */
export async function send(
  method: string,
  base: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer> {
  try {
    return await sendOnce(method, base, path, options);
  } catch (error) {
    // A kept connection may end at the very moment it is used again; the server saw nothing of it.
    if (!(error instanceof StaleConnection)) throw sentenceFor(error, base);
  }
  return sendOnce(method, base, path, options).catch((error: unknown) => {
    throw sentenceFor(error, base);
  });
}

class StaleConnection extends Error {}

function sendOnce(
  method: string,
  base: string,
  path: string,
  { headers = {}, body, idleLimit = IDLE_LIMIT }: CallOptions,
): Promise<Answer> {
  const { protocol, hostname, port, pathname } = new URL(base);
  const { agent, request } = AGENTS[protocol as keyof typeof AGENTS];
  const length = body === undefined ? {} : { "content-length": `${Buffer.byteLength(body)}` };
  return new Promise((resolve, reject) => {
    const outgoing = request({
      ...{ method, agent, port, hostname: hostname.replace(/^\[|\]$/g, "") },
      path: `${pathname.replace(/\/$/, "")}${path}`,
      headers: { ...headers, ...length },
      timeout: idleLimit,
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error("timeout")));
    let isAnswered = false;
    outgoing.on("response", (incoming) => {
      isAnswered = true;
      answerOf(incoming, (error) => outgoing.destroy(error)).then(resolve, reject);
    });
    outgoing.on("error", (error) => {
      // Who refuses a large body may close before it has all of it: what was answered counts.
      if (isAnswered) return;
      const isStale = outgoing.reusedSocket && /ECONNRESET|EPIPE/.test(errorCode(error) ?? "");
      reject(isStale ? new StaleConnection() : error);
    });
    outgoing.end(body);
  });
}

/** Reads an answer to its end. @param giveUp ends the call where the answer is too long */
function answerOf(incoming: IncomingMessage, giveUp: (error: Error) => void): Promise<Answer> {
  const { socket } = incoming;
  const tls = socket instanceof TLSSocket ? (socket.getProtocol() ?? undefined) : undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) giveUp(new Error("too long an answer"));
      chunks.push(chunk);
    });
    incoming.on("error", reject);
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const text = body.toString("utf8");
      const { statusCode: status = 0, headers } = incoming;
      resolve({ status, headers, body, text, json: parse(text), tls });
    });
  });
}

/** As {@link send}, to an address that somebody else made, such as a photo's. @throws NoAnswer */
export function sendTo(method: string, address: string, options: CallOptions = {}) {
  const { origin, pathname, search } = new URL(address);
  return send(method, origin, `${pathname}${search}`, options);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sentenceFor(error: unknown, base: string): NoAnswer {
  const { host } = new URL(base);
  const code = errorCode(error) ?? (error instanceof Error ? error.message : String(error));
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new NoAnswer(`There is no host ${host}; ApiUrl is an output of the API stack.`);
    case "ECONNREFUSED":
      return new NoAnswer(`Nothing listens at ${host}; on the laptop npm start must be running.`);
    case "timeout":
    case "ETIMEDOUT":
      return new NoAnswer(`${host} did not answer in time.`);
    default:
      return new NoAnswer(
        /CERT|TLS|SSL|ALTNAME|SELF_SIGNED|EPROTO/.test(code)
          ? `The TLS connection to ${host} cannot be trusted (${code}).`
          : `The connection to ${host} failed (${code}).`,
      );
  }
}
