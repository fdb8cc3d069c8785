import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Where the engine listens. */
export interface EngineAddress {
  /** IPv4 address of the loopback. */
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = "127.0.0.1";

/**
 * Draws an address for the engine, with a port that is free there. The engine answers whoever finds
 * it, web pages included, so that the address is drawn from all of 127.0.0.0/8 where the system has
 * it: 24 random bits beside the port are too many to try. Linux routes the whole block to the
 * loopback; other systems know 127.0.0.1 alone.
 * @param canBind whether the engine can be told the host at all
 */
export async function drawEngineAddress(canBind: boolean): Promise<EngineAddress> {
  const host = canBind && process.platform === "linux" ? randomLoopback() : LOOPBACK;
  return { host, port: await freePort(host) };
}

/** The address that an endpoint names. */
export function addressOf(endpoint: string): EngineAddress {
  const { hostname: host, port } = new URL(endpoint);
  return { host, port: Number(port) };
}

function randomLoopback(): string {
  // Neither the block's own address nor its broadcast; 127.0.0.x is where others listen.
  const number = randomInt(256, 2 ** 24 - 1);
  return `127.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
