import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";

/** Asks for the next invocation and waits for it, however long; until then the environment may sleep. */
export type NextInvocation = () => Promise<Invocation>;

export interface Invocation {
  /** When the function is stopped, in milliseconds since the epoch. */
  readonly deadlineMs: number;
}

const PATH = "/2020-01-01/extension";

/**
 * Makes this process an internal extension of its function, which is told of every invocation. Lambda
 * then waits for it to ask for the first one, and after each answer for the next: who has registered
 * must ask. Only while the function loads.
 * @param api host and port, as Lambda's variable `AWS_LAMBDA_RUNTIME_API` has them
 * @throws Error when Lambda refuses
 */
export async function registerExtension(api: string, name: string): Promise<NextInvocation> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = (method: string, path: string, headers: OutgoingHttpHeaders, body?: string) =>
    answerOf(`http://${api}${PATH}${path}`, { method, headers, agent }, body);
  const registered = await call(
    "POST",
    "/register",
    { "Lambda-Extension-Name": name, "Content-Type": "application/json" },
    JSON.stringify({ events: ["INVOKE"] }),
  );
  const id = String(registered.headers["lambda-extension-identifier"]);
  return async () => {
    const { body } = await call("GET", "/event/next", { "Lambda-Extension-Identifier": id });
    return JSON.parse(body) as Invocation;
  };
}

interface Call {
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly agent: Agent;
}

async function answerOf(url: string, call: Call, sent: string | undefined) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, call, resolve).once("error", reject).end(sent);
  const answer = await promise;
  const body = await text(answer);
  if (answer.statusCode === 200) return { headers: answer.headers, body };
  throw new Error(`The Extensions API answered ${answer.statusCode}: ${body}`);
}
