import type { IncomingHttpHeaders } from "node:http";
import { Agent, request } from "node:http";

/** An answer of the engine, read whole. */
export interface EngineAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Kept-alive connections to the engine. */
export class EngineConnection {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #endpoint: string;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** Sends a request on, and collects the answer. Rejects when the engine is gone. */
  forward(headers: IncomingHttpHeaders, body: Buffer): Promise<EngineAnswer> {
    const { connection: _, host: __, ...kept } = headers;
    return new Promise((resolve, reject) => {
      const sent = request(this.#endpoint, { method: "POST", agent: this.#agent, headers: kept });
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
        if (stale) this.forward(headers, body).then(resolve, reject);
        else reject(error);
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
