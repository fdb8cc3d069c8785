import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import { text } from "node:stream/consumers";

/** Asks for the next invocation and waits for it, however long; until then the environment may sleep. */
export type NextInvocation = () => Promise<void>;

const PATH = "/2020-01-01/extension";

/**
 * Makes this process an internal extension of its function, which is told of every invocation. Lambda
 * then waits for it to ask for the first one, and after each answer for the next: who has registered
 * must ask. Only while the function loads.
 * @param api host and port, as Lambda's variable `AWS_LAMBDA_RUNTIME_API` has them
 * @throws Error when Lambda refuses
 */
export async function registerExtension(api: string, name: string): Promise<NextInvocation> {
  const { hostname: host, port } = new URL(`http://${api}`);
  const common = { host, port, agent: new Agent({ keepAlive: true, maxSockets: 1 }) };
  const registered = await send(
    {
      ...{ ...common, method: "POST", path: `${PATH}/register` },
      headers: { "Lambda-Extension-Name": name, "Content-Type": "application/json" },
    },
    JSON.stringify({ events: ["INVOKE"] }),
  );
  registered.resume();
  const id = registered.headers["lambda-extension-identifier"];
  const next = {
    ...{ ...common, path: `${PATH}/event/next` },
    headers: { "Lambda-Extension-Identifier": id },
  };
  return async () => {
    // What it says of the invocation the handler knows better.
    (await send(next)).resume();
  };
}

async function send(options: RequestOptions, body?: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(options, resolve).once("error", reject).end(body);
  const answer = await promise;
  if (answer.statusCode === 200) return answer;
  throw new Error(`The Extensions API answered ${answer.statusCode}: ${await text(answer)}`);
}
