import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { send, sendTo } from "../../../../infra/operations/smoke/http-client.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("paths go out as they are written, after the stage where there is one", async () => {
  const seen: string[] = [];
  const base = await serve((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end("{}");
  });
  await send("GET", base, "//health");
  await send("HEAD", `${base}/live`, "//a/../%2D%zz?q=%20");
  await sendTo("PUT", `${base}/key?X-Amz-SignedHeaders=a%3Bb`, { body: "x" });
  expect(seen).toEqual([
    "GET //health",
    "HEAD /live//a/../%2D%zz?q=%20",
    "PUT /key?X-Amz-SignedHeaders=a%3Bb",
  ]);
});

test("a connection that ended while it was kept is no fault", async () => {
  let calls = 0;
  const base = await serve((request, response) => {
    calls += 1;
    // The second request comes over the connection of the first.
    if (calls === 2) request.socket.destroy();
    else response.end(`${calls}`);
  });
  expect((await send("GET", base, "/")).text).toBe("1");
  expect((await send("GET", base, "/")).text).toBe("3");
});

test("who refuses a large body may close before it has all of it", async () => {
  const base = await serve((_, response) => {
    response.writeHead(413, { connection: "close" }).end("{}");
  });
  const answer = await send("POST", base, "/", { body: new Uint8Array(9_000_000) });
  expect([answer.status, answer.json]).toEqual([413, {}]);
});

test("no answer is one sentence", async () => {
  const silent = await serve(() => {});
  await expect(send("GET", silent, "/", { idleLimit: 50 })).rejects.toThrow(
    /did not answer in time/,
  );
  const gone = await serve((request) => request.socket.destroy());
  await expect(send("GET", gone, "/")).rejects.toThrow(/^The connection to 127.* failed \(/);
  await expect(send("GET", silent.replace("http", "https"), "/")).rejects.toThrow(
    /^The TLS connection to 127.* cannot be trusted/,
  );
  await expect(send("GET", "http://127.0.0.1:1", "/")).rejects.toThrow(/^Nothing listens at 127/);
});
