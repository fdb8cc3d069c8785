import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, type Mock, test, vi } from "vitest";

type Module = typeof import("../../shared/after-answer.ts");

/** The Extensions API as the test has it answer. */
class ExtensionsApi {
  readonly calls: string[] = [];
  /** What asks for the next event. */
  asking = Promise.withResolvers<ServerResponse>();
  registration = (response: ServerResponse) => {
    response.setHeader("Lambda-Extension-Identifier", "the-id");
    response.end("{}");
  };
  readonly #server = createServer((request, response) => {
    const id = request.headers["lambda-extension-identifier"] ?? "";
    this.calls.push(`${request.method} ${request.url} ${id}`);
    if (request.method === "POST") this.registration(response);
    else this.asking.resolve(response);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Begins an invocation as soon as it is asked for. */
  async invoke(status = 200): Promise<void> {
    const response = await this.asking.promise;
    this.asking = Promise.withResolvers();
    response.writeHead(status);
    response.end(JSON.stringify({ eventType: "INVOKE" }));
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

let api: ExtensionsApi;
let address: string;
let module: Module;
/** Of this test's own module: those of others may still tell that their server has gone. */
let log: Mock<typeof import("../../shared/log.ts").log>;
beforeEach(async () => {
  vi.resetModules();
  log = vi.fn();
  vi.doMock("../../shared/log.ts", () => ({ log }));
  module = await import("../../shared/after-answer.ts");
  api = new ExtensionsApi();
  address = await api.start();
});
afterEach(() => {
  vi.doUnmock("../../shared/log.ts");
  api.stop();
});

/** A function whose handler has work that tells when it is done. */
async function served({
  work,
  api: at = address,
  longestStart,
}: {
  readonly work?: () => Promise<void>;
  readonly api?: string | undefined;
  readonly longestStart?: number;
} = {}) {
  const steps: string[] = [];
  const done = Promise.withResolvers<void>();
  const handler = await module.workingAfterAnswers(
    async () => {
      await module.afterAnswer(async () => {
        await work?.();
        steps.push("work");
        done.resolve();
      });
      steps.push("answer");
      return "answer";
    },
    at || undefined,
    longestStart,
  );
  return { steps, done: done.promise, run: () => handler({}, {}) };
}

test("work comes after the answer, and then the next invocation is asked for", async () => {
  const { steps, done, run } = await served();
  for (const _ of [1, 2]) {
    steps.length = 0;
    await api.invoke();
    expect(await run()).toBe("answer");
    expect(steps).toEqual(["answer"]);
    await done;
    await api.asking.promise;
    expect(steps).toEqual(["answer", "work"]);
  }
  expect(api.calls).toEqual([
    "POST /2020-01-01/extension/register ",
    ...Array(3).fill("GET /2020-01-01/extension/event/next the-id"),
  ]);
  expect(log).not.toHaveBeenCalled();
});

test("an answer that comes before the event is noticed, too", async () => {
  const { steps, run } = await served();
  await run();
  await api.invoke();
  await api.asking.promise;
  expect(steps).toEqual(["answer", "work"]);
});

test("work that fails is told of, and Lambda does not wait for more", async () => {
  const { run } = await served({ work: () => Promise.reject(new Error("no")) });
  await api.invoke();
  expect(await run()).toBe("answer");
  await api.asking.promise;
  expect(log.mock.calls).toEqual([
    ["error", "work after an answer failed", { error: "Error: no" }],
  ]);
});

test.each([
  ["outside of Lambda", 0, () => served({ api: "" })],
  [
    "where Lambda refuses",
    1,
    () => {
      api.registration = (response) => response.writeHead(403).end("{}");
      return served();
    },
  ],
  [
    "where nobody listens",
    1,
    () => {
      api.stop();
      return served();
    },
  ],
  [
    "where Lambda does not answer",
    0,
    () => {
      api.registration = () => {};
      return served({ longestStart: 50 });
    },
  ],
])("%s it is done before the answer", async (_, warnings, start) => {
  const { steps, run } = await start();
  expect(await run()).toBe("answer");
  expect(steps).toEqual(["work", "answer"]);
  expect(log).toHaveBeenCalledTimes(warnings);
});

test("once Lambda tells of no more invocations, work is done at once again", async () => {
  const { steps, done, run } = await served();
  await run();
  await api.invoke(500);
  await done;
  expect(log).toHaveBeenCalledWith("error", "no work after answers", expect.anything());
  steps.length = 0;
  await run();
  expect(steps).toEqual(["work", "answer"]);
});
