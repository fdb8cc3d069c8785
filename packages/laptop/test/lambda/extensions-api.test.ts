import { afterAll, describe, expect, it } from "vitest";
import type { LambdaService } from "../../services/lambda/lambda-service.ts";
import type { Json } from "../../template/json.ts";
import { folderWith, functionArn, functionWithRole, lambdaOf } from "./function-fixture.ts";

const services: LambdaService[] = [];
afterAll(() => Promise.all(services.map((service) => service.stop())));

/** What every function of these tests has: calls of the Extensions API. */
const CALLS = `
  import { setTimeout as delay } from "node:timers/promises";
  const api = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2020-01-01/extension";
  const call = async (method, path, headers, body) => {
    const answer = await fetch(api + path, { method, headers, body });
    return { status: answer.status, id: answer.headers.get("lambda-extension-identifier"), ...(await answer.json()) };
  };
  const register = (name, events) =>
    call("POST", "/register", { "Lambda-Extension-Name": name }, JSON.stringify({ events }));
  const next = (id) => call("GET", "/event/next", { "Lambda-Extension-Identifier": id });
`;

/** Works after each answer: when it has an event, as long as that says, and until the answer is out. */
const WORKER = `
  const { id } = await register("worker", ["INVOKE"]);
  export const done = [];
  let answered = Promise.withResolvers();
  (async () => {
    for (;;) {
      const event = await next(id);
      const ms = await answered.promise;
      answered = Promise.withResolvers();
      await delay(ms);
      done.push(event);
    }
  })();
  const answer = (value, ms) => {
    setImmediate(() => answered.resolve(ms));
    return value;
  };
`;

/** One function `f`, an ES module that has something to wait for at its top. */
function serve(code: string, properties: { [key: string]: Json } = {}) {
  const folder = folderWith({ "start.mjs": CALLS + code });
  const given = { Handler: "start.handler", ...properties };
  const served = lambdaOf(functionWithRole("f", folder, given));
  services.push(served.lambda);
  const invoke = (event: unknown = {}) => served.lambda.invoke(functionArn("f"), event);
  return { ...served, invoke };
}

describe("an internal extension", () => {
  const code = `${WORKER}
    export const handler = async ({ ms = 0 }, { awsRequestId }) =>
      answer({ pid: process.pid, awsRequestId, done: done.map(({ requestId }) => requestId) }, ms);`;

  it("works after the answer, and the environment is busy as long", async () => {
    const { invoke, lambda, reports } = serve(code);
    const first = (await invoke({ ms: 300 })).payload as { pid: number; awsRequestId: string };
    expect(reports()).toEqual([]);
    const beside = (await invoke()).payload as { pid: number; awsRequestId: string };
    expect(beside.pid).not.toBe(first.pid);
    await lambda.idle();
    expect(reports()).toHaveLength(2);
    expect(Math.max(...reports().map(({ durationMs }) => durationMs))).toBeGreaterThan(290);
    const again = (await invoke()).payload as { pid: number; done: string[] };
    // Which of the two was free last depends on how long the second took to start.
    const former = again.pid === first.pid ? first : beside;
    expect(again).toMatchObject({ pid: former.pid, done: [former.awsRequestId] });
  });

  it("gets the event that AWS sends", async () => {
    const { invoke } = serve(
      `const { id, ...registered } = await register("worker", ["INVOKE"]);
       const event = Promise.withResolvers();
       next(id).then((got) => { event.resolve(got); return next(id); });
       export const handler = async () => ({ registered, event: await event.promise });`,
    );
    const { payload } = await invoke();
    expect(payload).toEqual({
      registered: {
        ...{ status: 200, functionName: "f", functionVersion: "$LATEST", handler: "start.handler" },
      },
      event: {
        ...{ status: 200, id: null, eventType: "INVOKE", invokedFunctionArn: functionArn("f") },
        deadlineMs: expect.any(Number),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        tracing: { type: "X-Amzn-Trace-Id", value: "" },
      },
    });
  });

  it("is waited for until it asks for its first event", async () => {
    const { invoke, reports, lambda } = serve(
      `const { id } = await register("worker", ["INVOKE"]);
       setTimeout(async () => { for (;;) await next(id); }, 200);
       export const handler = async () => 1;`,
    );
    expect(await invoke()).toEqual({ payload: 1 });
    await lambda.idle();
    expect(reports()[0]?.initMs).toBeGreaterThan(190);
  });

  it("that works longer than the function may run ends with its environment", async () => {
    const { invoke, lambda } = serve(code, { Timeout: 1 });
    const first = (await invoke({ ms: 60_000 })).payload as { pid: number };
    await lambda.idle();
    expect(() => process.kill(first.pid, 0)).toThrow("ESRCH");
    expect(((await invoke()).payload as { pid: number }).pid).not.toBe(first.pid);
  });

  it("takes its work along when the environment is killed", async () => {
    const { invoke, lambda } = serve(code);
    const first = (await invoke({ ms: 60_000 })).payload as { pid: number };
    await lambda.kill(functionArn("f"));
    await lambda.idle();
    expect(() => process.kill(first.pid, 0)).toThrow("ESRCH");
    expect((await invoke()).payload).toMatchObject({ done: [] });
  });
});

describe("the Extensions API refuses", () => {
  it.each([
    [
      "an event of external extensions",
      'register("x", ["INVOKE", "SHUTDOWN"])',
      "Extension.InvalidEventType",
      "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension",
    ],
    [
      "an unknown event",
      'register("x", ["OTHER"])',
      "Extension.InvalidEventType",
      "OTHER: ErrorInvalidEventType",
    ],
    [
      "nobody's name",
      'register("", ["INVOKE"])',
      "Extension.InvalidExtensionName",
      "Empty extension name",
    ],
    [
      "what is no list",
      'register("x", "INVOKE")',
      "InvalidRequestFormat",
      "The body is no list of events",
    ],
    [
      "a name a second time",
      'register("x", []).then(({ id }) => { next(id); return register("x", ["INVOKE"]); })',
      "Extension.InvalidExtensionState",
      "Extension with this name already registered",
    ],
    [
      "who asks without an identifier",
      'next("")',
      "Extension.MissingExtensionIdentifier",
      "Missing Lambda-Extension-Identifier header",
    ],
    [
      "an odd identifier",
      'next("x")',
      "Extension.InvalidExtensionIdentifier",
      "Invalid Lambda-Extension-Identifier",
    ],
    [
      "an unknown identifier",
      'next("0190c0de-0000-4000-8000-000000000000")',
      "Extension.UnknownExtensionIdentifier",
      "Unknown extension 0190c0de-0000-4000-8000-000000000000",
    ],
  ])("%s", async (_, statement, errorType, errorMessage) => {
    const { invoke } = serve(
      `const result = await ${statement};
       export const handler = async () => result;`,
    );
    expect((await invoke()).payload).toMatchObject({ status: 403, errorType, errorMessage });
  });

  it("who registers once the runtime asks for events", async () => {
    const { invoke } = serve(`export const handler = () => register("late", ["INVOKE"]);`);
    expect((await invoke()).payload).toMatchObject({
      ...{ status: 403, errorType: "Extension.RegistrationClosed" },
      errorMessage: "Extension registration closed already",
    });
  });

  it("an eleventh", async () => {
    const { invoke } = serve(
      `const all = [];
       for (let n = 0; n <= 10; n += 1) {
         const one = await register("x" + n, []);
         if (one.id) next(one.id);
         all.push(one.errorType ?? one.status);
       }
       export const handler = async () => all;`,
    );
    const ten = Array.from({ length: 10 }, () => 200);
    expect((await invoke()).payload).toEqual([...ten, "Extension.TooManyExtensions"]);
  });
});
