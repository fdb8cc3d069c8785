import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvokeCommand, type InvokeCommandInput, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LoopbackServer } from "../../platform/loopback-server.ts";
import { Iam, type Principal } from "../../services/iam/iam.ts";
import { startInvokeEndpoint } from "../../services/lambda/invoke-endpoint.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { sdkOptions } from "../support/sdk-options.ts";
import { folderWith, functionArn, functionWithRole, lambdaOf } from "./function-fixture.ts";

const CODE = `const { existsSync } = require("node:fs");
exports.handler = async (event, { awsRequestId }) => {
  if (event.fail) throw new RangeError("too far");
  while (event.wait && !existsSync(__dirname + "/go")) await new Promise(setImmediate);
  if (event.who) return awsRequestId;
  return { got: event };
};`;

const folder = folderWith({ "index.js": CODE });
const all = [
  ...functionWithRole("echo", folder),
  ...functionWithRole("single", folder, { ReservedConcurrentExecutions: 1 }),
];
const accepted: [string, Json][] = [];
const clients: LambdaClient[] = [];
let server: LoopbackServer;
let iam: Iam;
let stopLambda: () => Promise<void>;

beforeAll(async () => {
  const statement = {
    Effect: "Allow",
    Action: "lambda:InvokeFunction",
    Resource: [functionArn("echo"), functionArn("single")],
  };
  const resources = [
    ...all,
    ...functionWithRole("caller", "/", {}, [statement]),
    ...functionWithRole("nobody", "/"),
  ];
  const deployed = new DeployedResources(resources);
  iam = Iam.fromResources(deployed);
  const { lambda } = lambdaOf(resources, { iam });
  stopLambda = () => lambda.stop();
  server = await startInvokeEndpoint({
    resources: deployed,
    iam,
    lambda,
    invocations: {
      accept: async (arn, event) => {
        accepted.push([arn, event]);
        return `request-${accepted.length}`;
      },
    },
  });
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await server.close();
  await stopLambda();
});

function clientOf(principal: Principal): LambdaClient {
  const client = new LambdaClient(sdkOptions(server.endpoint, principal));
  clients.push(client);
  return client;
}

async function invoke(principal: Principal, input: Partial<InvokeCommandInput> = {}) {
  const command = new InvokeCommand({ FunctionName: "echo", ...input });
  const { Payload, $metadata, ...answer } = await clientOf(principal).send(command);
  const text = Buffer.from(Payload ?? []).toString();
  const requestId = $metadata.requestId;
  return { ...answer, requestId, payload: text === "" ? undefined : JSON.parse(text) };
}

const caller = () => iam.principalOf(functionArn("caller"));

describe("Invoke", () => {
  it.each([
    "echo",
    functionArn("echo"),
    `${functionArn("echo")}:$LATEST`,
  ])("runs the function %s and gives its answer", async (FunctionName) => {
    const answer = await invoke(caller(), { FunctionName, Payload: Buffer.from('{"a":"ü"}') });
    expect(answer).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      payload: { got: { a: "ü" } },
    });
    expect(answer.FunctionError).toBeUndefined();
  });

  it("takes no payload for an empty object", async () => {
    expect((await invoke(caller())).payload).toEqual({ got: {} });
  });

  it("tells a function that fails from a call that fails", async () => {
    expect(await invoke(caller(), { Payload: Buffer.from('{"fail":true}') })).toMatchObject({
      StatusCode: 200,
      FunctionError: "Unhandled",
      payload: {
        errorType: "RangeError",
        errorMessage: "too far",
        trace: expect.arrayContaining(["RangeError: too far"]),
      },
    });
  });

  it("accepts an event that nobody waits for", async () => {
    const Payload = Buffer.from('{"later":1}');
    expect(await invoke(caller(), { InvocationType: "Event", Payload })).toMatchObject({
      StatusCode: 202,
      requestId: "request-1",
    });
    expect(accepted).toEqual([[functionArn("echo"), { later: 1 }]]);
  });

  it("answers with the id that the function sees", async () => {
    const { requestId, payload } = await invoke(caller(), { Payload: Buffer.from('{"who":1}') });
    expect(payload).toMatch(/^[\da-f-]{36}$/);
    expect(requestId).toBe(payload);
  });

  it("says which limit a throttled call met", async () => {
    const input = { FunctionName: "single", Payload: Buffer.from('{"wait":1}') };
    const calls = [1, 2].map(() => invoke(caller(), input).catch((error) => error));
    // The other one waits for the file.
    expect(await Promise.race(calls)).toMatchObject({
      name: "TooManyRequestsException",
      message: "Rate Exceeded.",
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    });
    writeFileSync(join(folder, "go"), "");
    expect(await Promise.all(calls)).toContainEqual(expect.objectContaining({ StatusCode: 200 }));
  });

  it("may be tried dry", async () => {
    expect(await invoke(caller(), { InvocationType: "DryRun" })).toMatchObject({ StatusCode: 204 });
  });

  it.each<[string, () => Principal, Partial<InvokeCommandInput>, string]>([
    [
      "a role without permission",
      () => iam.principalOf(functionArn("nobody")),
      {},
      "AccessDeniedException",
    ],
    ["another function", caller, { FunctionName: "nobody" }, "AccessDeniedException"],
    [
      "a function that is not there",
      () => iam.administrator,
      { FunctionName: "gone" },
      "ResourceNotFoundException",
    ],
    ["another version", caller, { Qualifier: "7" }, "ResourceNotFoundException"],
    ["a payload that is no JSON", caller, { Payload: Buffer.from("{") }, "InvalidRequestContent"],
    [
      "a payload of more than 6 MB",
      caller,
      { Payload: Buffer.from(`"${"x".repeat(6_291_456)}"`) },
      "RequestTooLargeException",
    ],
    [
      "a wrong secret",
      () => ({ ...iam.administrator, secretAccessKey: "wrong" }),
      {},
      "InvalidSignatureException",
    ],
  ])("refuses %s", async (_, principal, input, code) => {
    await expect(invoke(principal(), input)).rejects.toMatchObject({
      name: expect.stringContaining(code),
    });
  });
});
