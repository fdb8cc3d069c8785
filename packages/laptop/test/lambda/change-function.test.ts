import { afterAll, expect, test } from "vitest";
import type { LambdaService } from "../../services/lambda/lambda-service.ts";
import { eventually } from "../support/eventually.ts";
import { folderWith, functionArn, functionWithRole, lambdaOf } from "./function-fixture.ts";

const services: LambdaService[] = [];
afterAll(() => Promise.all(services.map((service) => service.stop())));

const ARN = functionArn("f");

function serve(code: string, timeoutSeconds = 3) {
  const folder = folderWith({ "index.js": code });
  const served = lambdaOf(functionWithRole("f", folder, { Timeout: timeoutSeconds }), {});
  services.push(served.lambda);
  return served;
}

/** Answers with a word and its process, as late as the event says. */
const saying = (word: string) =>
  `exports.handler = async ({ ms = 0 }) => {
     await new Promise((resolve) => setTimeout(resolve, ms));
     return ["${word}", process.pid];
   };`;

test("other code runs from the next call on, and what runs is finished as it began", async () => {
  const { lambda } = serve(saying("old"));
  const slow = lambda.invoke(ARN, { ms: 1_500 });
  // The slow one has its environment; another is idle.
  const [, idle] = (await lambda.invoke(ARN, {})).payload as [string, number];
  await lambda.change(ARN, { taskRoot: folderWith({ "index.js": saying("new") }) });
  const { payload } = await lambda.invoke(ARN, {});
  expect(payload).toEqual(["new", expect.any(Number)]);
  expect(() => process.kill(idle, 0)).toThrow("ESRCH");
  const [word, busy] = (await slow).payload as [string, number];
  expect(word).toBe("old");
  expect(() => process.kill(busy, 0)).toThrow("ESRCH");
  expect((await lambda.invoke(ARN, {})).payload).toEqual(payload);
});

test("under a debugger the function's time does not run out, and one call runs at a time", async () => {
  const { lambda, lines } = serve(saying("looked at"), 1);
  expect(lambda.isInspected(ARN)).toBe(false);
  await lambda.change(ARN, { inspectPort: 0 });
  expect(lambda.isInspected(ARN)).toBe(true);
  const calls = [lambda.invoke(ARN, { ms: 1_500 }), lambda.invoke(ARN, {})];
  const address = await eventually(() => {
    const found = lines().flatMap(({ line }) => /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(line) ?? []);
    if (found[0] === undefined) throw new Error("No debugger's address yet.");
    return found;
  });
  expect(address).toHaveLength(1);
  const socket = new WebSocket(address[0] ?? "");
  socket.addEventListener("open", () =>
    socket.send(JSON.stringify({ id: 1, method: "Runtime.runIfWaitingForDebugger" })),
  );
  const [first, second] = await Promise.all(calls);
  expect(first?.payload).toEqual(["looked at", expect.any(Number)]);
  expect(second).toEqual(first);
  socket.close();
});
