import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { ENVIRONMENT_CAP } from "../../services/lambda/function-pool.ts";
import type { LambdaService } from "../../services/lambda/lambda-service.ts";
import { ANSWER_LIMIT, PAYLOAD_LIMIT } from "../../services/lambda/lambda-service.ts";
import type { Json } from "../../template/json.ts";
import { eventually } from "../support/eventually.ts";
import {
  folderWith,
  functionArn,
  functionWithRole,
  lambdaOf,
  resource,
} from "./function-fixture.ts";

const services: LambdaService[] = [];
afterAll(() => Promise.all(services.map((service) => service.stop())));

/** One function `f` with the given code. */
function serve(code: string, properties: { [key: string]: Json } = {}, options = {}) {
  const folder = folderWith({ "index.js": code });
  const served = lambdaOf(functionWithRole("f", folder, properties), options);
  services.push(served.lambda);
  const invoke = (event: unknown = {}) => served.lambda.invoke(functionArn("f"), event);
  return { ...served, folder, invoke };
}

const PID = "exports.handler = async () => process.pid;";

describe("an execution environment", () => {
  it("is started by the first call and reused warm", async () => {
    const { invoke, reports } = serve(PID);
    const first = await invoke();
    const second = await invoke();
    expect(first.payload).toBeTypeOf("number");
    expect(second).toEqual(first);
    expect(reports()[0]).toMatchObject({ functionName: "f", initMs: expect.any(Number) });
    expect(reports()[1]).not.toHaveProperty("initMs");
    expect(reports()[1]?.maxMemoryMb).toBeGreaterThan(20);
  });

  it("is cold again after recycle", async () => {
    const { invoke, lambda } = serve(PID);
    const first = await invoke();
    await lambda.recycle(functionArn("f"));
    expect((await invoke()).payload).not.toBe(first.payload);
  });

  it("ends when nobody has used it for a while, others go on", async () => {
    const { invoke, folder } = serve(
      `const { existsSync } = require("node:fs");
       exports.handler = async (file) => {
         while (file && !existsSync(file)) await new Promise((done) => setTimeout(done, 20));
         return process.pid;
       };`,
      {},
      { idleMs: 300 },
    );
    const end = join(folder, "end");
    const [busy, unused] = [invoke(end), await invoke("")];
    const { payload: pid } = unused;
    await eventually(() => expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH"));
    // The busy one answers all the same, and the next call has another environment.
    await writeFile(end, "");
    expect((await busy).payload).toBeTypeOf("number");
    expect((await invoke("")).payload).not.toBe(pid);
  });

  it("answers one event at a time; concurrency starts more, up to the cap, then waits", async () => {
    const { invoke } = serve(
      `let busy = false;
       exports.handler = async () => {
         if (busy) throw new Error("two at once");
         busy = true;
         await new Promise((resolve) => setTimeout(resolve, 60));
         busy = false;
         return process.pid;
       };`,
    );
    const results = await Promise.all(Array.from({ length: ENVIRONMENT_CAP + 4 }, () => invoke()));
    expect(results.filter((result) => result.error)).toEqual([]);
    expect(new Set(results.map((result) => result.payload)).size).toBe(ENVIRONMENT_CAP);
  });

  it("refuses calls beyond the reserved concurrency", async () => {
    const { invoke } = serve(PID, { ReservedConcurrentExecutions: 1 });
    const [first, second] = await Promise.all([invoke(), invoke()]);
    expect(first.error).toBeUndefined();
    expect(second.error).toMatchObject({ kind: "throttled" });
  });

  it("sees the template's variables, Lambda's own, and nothing of the platform's", async () => {
    vi.stubEnv("LEAK", "secret");
    const { invoke, folder } = serve(
      "exports.handler = async () => process.env;",
      { Environment: { Variables: { URL: "https://x.invalid/a", NUMBER: 3 } } },
      { mapAddress: (value: string) => value.replace("https://x.invalid", "http://127.0.0.1:9") },
    );
    const { payload } = await invoke();
    vi.unstubAllEnvs();
    expect(payload).toMatchObject({
      URL: "http://127.0.0.1:9/a",
      NUMBER: "3",
      AWS_REGION: "us-east-1",
      AWS_LAMBDA_FUNCTION_NAME: "f",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      AWS_SESSION_TOKEN: expect.any(String),
      AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1",
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:2",
      AWS_ENDPOINT_URL_API_GATEWAY: "http://127.0.0.1:3",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: "http://127.0.0.1:4",
      LAMBDA_TASK_ROOT: folder,
      TZ: ":UTC",
    });
    expect(payload).not.toHaveProperty("LEAK");
    expect(payload).not.toHaveProperty("HOME");
  });

  it("hands the handler Lambda's context", async () => {
    const { invoke, lambda, reports } = serve(
      `exports.handler = async (event, context) => ({ ...context, event, left: context.getRemainingTimeInMillis() });`,
      { Timeout: 7, LoggingConfig: { LogGroup: "group" } },
    );
    const { payload } = await invoke({ a: ["ü"] });
    expect(payload).toMatchObject({
      event: { a: ["ü"] },
      functionName: "f",
      memoryLimitInMB: "256",
      invokedFunctionArn: functionArn("f"),
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logGroupName: "group",
    });
    const given = (await lambda.invoke(functionArn("f"), {}, "request-1")).payload;
    expect(given).toMatchObject({ awsRequestId: "request-1" });
    expect(reports().at(-1)).toMatchObject({ requestId: "request-1" });
    expect((payload as { left: number }).left).toBeGreaterThan(6000);
    expect((payload as { left: number }).left).toBeLessThanOrEqual(7000);
  });

  it("logs the function's lines with its name", async () => {
    const { invoke, lines } = serve(
      `exports.handler = async () => { console.log("one\\ntwo"); console.error("three"); };`,
    );
    expect(await invoke()).toEqual({ payload: null });
    await eventually(() => expect(lines()).toHaveLength(3));
    expect(lines()[0]).toEqual({ kind: "line", functionName: "f", stream: "stdout", line: "one" });
    expect(lines()).toContainEqual(expect.objectContaining({ stream: "stderr", line: "three" }));
  });

  it("throws for an ARN that no function has", async () => {
    const { lambda } = serve(PID);
    await expect(lambda.invoke(functionArn("other"), {})).rejects.toThrow(
      "No function has the ARN",
    );
  });
});

describe("loading the code", () => {
  it("finds modules in the bundle and its layers, and nowhere above", async () => {
    const root = folderWith({
      "node_modules/above/index.js": "",
      "package.json": `{"type": "module"}`,
      "bundle/index.js": `
        const find = (name) => { try { return require(name); } catch (error) { return error.code; } };
        exports.handler = async () => ["./part", "inside", "layered", "newer", "above"].map(find);`,
      "bundle/part.js": "module.exports = 'part';",
      "bundle/node_modules/inside/index.js": "module.exports = 'inside';",
      "layer/nodejs/node_modules/layered/index.js": "module.exports = require('dependency');",
      "layer/nodejs/node_modules/dependency/index.js": "module.exports = 'dependency';",
      "layer/nodejs/node24/node_modules/newer/index.js": "module.exports = 'newer';",
    });
    const layer = resource("AWS::Lambda::LayerVersion", "layer:1", "", {}, `${root}/layer`);
    const fn = functionWithRole("f", `${root}/bundle`, { Layers: ["layer:1"] });
    const { lambda } = lambdaOf([layer, ...fn]);
    services.push(lambda);
    expect(await lambda.invoke(functionArn("f"), {})).toEqual({
      payload: ["part", "inside", "dependency", "newer", "MODULE_NOT_FOUND"],
    });
  });

  it.each([
    [
      "a callback handler",
      "exports.handler = (e, c, callback) => callback();",
      "Runtime.CallbackHandlerDeprecated",
    ],
    ["a missing export", "exports.other = 1;", "Runtime.HandlerNotFound"],
    ["a syntax error", "exports.handler = (", "Runtime.UserCodeSyntaxError"],
    [
      "a missing module",
      "require('nope'); exports.handler = async () => 1;",
      "Runtime.ImportModuleError",
    ],
    ["a throwing module", "throw new RangeError('at load');", "RangeError"],
  ])("reports %s as an initialisation error", async (_, code, type) => {
    const { invoke, reports } = serve(code);
    expect((await invoke()).error).toMatchObject({ kind: "unhandled", type });
    expect((await invoke()).error).toMatchObject({ kind: "unhandled", type });
    expect(reports()).toHaveLength(2);
  });
});

describe("a failing function", () => {
  it("that throws gives its error and stays warm", async () => {
    const { invoke } = serve(
      `exports.handler = async (event) => {
         if (event.fail) throw new TypeError("no");
         return process.pid;
       };`,
    );
    const before = await invoke();
    expect(await invoke({ fail: true })).toEqual({
      error: {
        ...{ kind: "unhandled", type: "TypeError", message: "no" },
        trace: expect.arrayContaining(["TypeError: no", expect.stringMatching(/^ {4}at /)]),
      },
    });
    expect(await invoke()).toEqual(before);
  });

  it.each([
    ["exits", "process.exit(3);", "Runtime exited with error: exit status 3"],
    ["exits in peace", "process.exit(0);", "Runtime exited without providing a reason"],
    [
      "throws out of turn",
      "setTimeout(() => { throw new Error('late'); }); await new Promise(() => {});",
      "late",
    ],
    [
      "leaves a rejection",
      "Promise.reject(new Error('left')); await new Promise(() => {});",
      "left",
    ],
  ])("that %s crashes; the next call is cold", async (_, statement, message) => {
    const { invoke, reports } = serve(
      `exports.handler = async (event) => { if (event.crash) { ${statement} } return 1; };`,
    );
    await invoke();
    const { error } = await invoke({ crash: true });
    expect(error).toMatchObject({ kind: "crash", message: expect.stringContaining(message) });
    expect(await invoke()).toEqual({ payload: 1 });
    expect(reports()[1]).toMatchObject({ error: "crash" });
    expect(reports()[2]).toHaveProperty("initMs");
  });

  it.concurrent.each([
    ["waits", "await new Promise(() => {})"],
    ["spins", "for (;;);"],
  ])("that %s too long is stopped at its timeout; the next call is cold", async (_, statement) => {
    const { invoke, reports } = serve(
      `exports.handler = async (event) => { if (event.slow) { ${statement} } return 1; };`,
      { Timeout: 1 },
    );
    const { error } = await invoke({ slow: true });
    expect(error).toMatchObject({ kind: "timeout", type: "Sandbox.Timedout" });
    expect(error?.message).toContain("Task timed out after 1.00 seconds");
    expect(await invoke()).toEqual({ payload: 1 });
    expect(reports()[1]).toHaveProperty("initMs");
  });

  it.each([
    [
      "buffers",
      "for (let i = 0; i < 40; i++) { kept.push(Buffer.alloc(1e7, 1)); await pause(); } await pause(500);",
    ],
    [
      "buffers, released before anybody looked",
      "kept.push(Buffer.alloc(4e8, 1)); kept.length = 0;",
    ],
    ["heap", "for (;;) kept.push(new Array(1e4).fill({}));"],
  ])("that takes more memory than its size in %s is killed", async (_, statement) => {
    const { invoke } = serve(
      `const kept = [];
       const pause = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));
       exports.handler = async (event) => { if (event.take) { ${statement} } return 1; };`,
      { MemorySize: 192, Timeout: 10 },
    );
    expect((await invoke({ take: true })).error).toMatchObject({ kind: "out-of-memory" });
    expect(await invoke()).toEqual({ payload: 1 });
  });
});

describe("payload limits", () => {
  const wrapping = '{"a":""}'.length;

  it("takes an event of exactly the limit and refuses one byte more", async () => {
    const { invoke } = serve("exports.handler = async (event) => event.a.length;");
    const length = PAYLOAD_LIMIT - wrapping;
    expect(await invoke({ a: "x".repeat(length) })).toEqual({ payload: length });
    expect((await invoke({ a: "x".repeat(length + 1) })).error).toMatchObject({
      kind: "event-too-large",
    });
  });

  it("gives an answer of exactly the limit and refuses one byte more", async () => {
    const { invoke } = serve(
      "exports.handler = async (event) => ({ a: 'x'.repeat(event.length) });",
    );
    const length = ANSWER_LIMIT - wrapping;
    expect((await invoke({ length })).payload).toEqual({ a: "x".repeat(length) });
    expect((await invoke({ length: length + 1 })).error).toEqual({
      kind: "answer-too-large",
      type: "Function.ResponseSizeTooLarge",
      message: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    });
    expect((await invoke({ length: 1 })).payload).toEqual({ a: "x" });
  });
});

describe("stop", () => {
  it("ends running and waiting invocations", async () => {
    const { invoke, lambda } = serve("exports.handler = () => new Promise(() => {});", {
      Timeout: 20,
    });
    const running = Array.from({ length: ENVIRONMENT_CAP + 1 }, () => invoke());
    await new Promise((resolve) => setTimeout(resolve, 200));
    await lambda.stop();
    const kinds = (await Promise.all(running)).map((result) => result.error?.kind);
    expect(new Set(kinds)).toEqual(new Set(["crash"]));
  });
});
