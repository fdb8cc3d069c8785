import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A real server on a free port of the loopback interface. */
export interface KeyServer extends AsyncDisposable {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  /** Answers by path: a value as JSON, a string as it is, a function in its own way. */
  answers: Record<string, unknown>;
}

export async function startKeyServer(answers: Record<string, unknown> = {}): Promise<KeyServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = keyServer.answers[request.url ?? ""];
    if (typeof answer === "function") return (answer as RequestListener)(request, response);
    if (answer === undefined) response.statusCode = 404;
    response.end(typeof answer === "string" ? answer : JSON.stringify(answer ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const keyServer: KeyServer = {
    url: `http://127.0.0.1:${port}`,
    asked,
    answers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return keyServer;
}
