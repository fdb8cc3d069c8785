import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { Agent, request } from "node:http";

/** An answer of the engine, read whole. */
export interface EngineAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Kept-alive connections to engines. One that is not in use keeps no process alive. */
export class EngineConnection {
  readonly #agent = new Agent({ keepAlive: true });

  /** Sends a request to an engine, and collects the answer. Rejects when the engine is gone. */
  send(
    endpoint: string,
    headers: OutgoingHttpHeaders,
    body: string | Buffer,
  ): Promise<EngineAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request(endpoint, { method: "POST", agent: this.#agent, headers });
      sent.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const { statusCode: status = 500, headers } = response;
          resolve({ status, headers, body: Buffer.concat(chunks) });
        });
      });
      sent.on("error", (error: NodeJS.ErrnoException) => {
        // The engine closed an idle connection just as it was picked: it has seen nothing.
        const stale = sent.reusedSocket && error.code === "ECONNRESET";
        if (stale) this.send(endpoint, headers, body).then(resolve, reject);
        else reject(error);
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
