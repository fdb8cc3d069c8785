import { writeFile } from "node:fs/promises";
import {
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  GetApiKeysCommand,
  GetUsagePlansCommand,
} from "@aws-sdk/client-api-gateway";
import { describe, expect, it } from "vitest";
import { templateKeys } from "../../services/api-gateway/control-plane/gateway-key.ts";
import { GatewayKeyStore } from "../../services/api-gateway/control-plane/gateway-key-store.ts";
import { resource } from "../lambda/function-fixture.ts";
import { keyFile, planResources, serveControlPlane } from "./control-plane-fixture.ts";

const VALUE = "0123456789-0123456789";

describe("a role", () => {
  it("may do what its policy names", async () => {
    const { maker, keys } = await serveControlPlane();
    const { id } = await maker.send(new CreateApiKeyCommand({ value: VALUE, enabled: true }));
    await maker.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: "free", keyId: id, keyType: "API_KEY" }),
    );
    expect(keys.find(VALUE)?.planIds).toEqual(["free"]);
    await maker.send(new DeleteApiKeyCommand({ apiKey: id }));
  });

  it("may do nothing else", async () => {
    const { maker } = await serveControlPlane();
    const sentence = (action: string, path: string) =>
      `User: arn:aws:sts::000000000000:assumed-role/maker-role/maker is not authorized to perform: ${action} on resource: arn:aws:apigateway:us-east-1::${path} because no identity-based policy allows the ${action} action`;
    const join = { usagePlanId: "startup", keyId: "k", keyType: "API_KEY" };
    for (const [command, message] of [
      [new GetApiKeysCommand({}), sentence("apigateway:GET", "/apikeys")],
      [new GetUsagePlansCommand({}), sentence("apigateway:GET", "/usageplans")],
      [
        new CreateUsagePlanKeyCommand(join),
        sentence("apigateway:POST", "/usageplans/startup/keys"),
      ],
    ] as const) {
      await expect(maker.send(command as GetApiKeysCommand)).rejects.toMatchObject({
        name: "AccessDeniedException",
        message,
        $metadata: { httpStatusCode: 403 },
      });
    }
  });
});

describe("a request is refused", () => {
  it("unsigned", async () => {
    const { endpoint } = await serveControlPlane();
    const response = await fetch(`${endpoint}/apikeys`);
    expect(response.status).toBe(403);
    expect(response.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
  });

  it.each([
    [{ accessKeyId: "AKIAUNKNOWN" }, "UnrecognizedClientException"],
    [{ secretAccessKey: "wrong" }, "InvalidSignatureException"],
    [{ sessionToken: "another" }, "UnrecognizedClientException"],
  ])("signed with %j", async (change, name) => {
    const { clientOf, iam } = await serveControlPlane();
    const client = clientOf({ ...iam.administrator, ...change });
    await expect(client.send(new GetApiKeysCommand({}))).rejects.toMatchObject({ name });
  });

  it("on a path that is not served here", async () => {
    const { administrator, log } = await serveControlPlane();
    const command = new GetApiKeysCommand({});
    command.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { path: "/restapis" });
        return next(args);
      },
      { step: "build" },
    );
    await expect(administrator.send(command)).rejects.toMatchObject({
      name: "BadRequestException",
      message: "GET /restapis is not served by the local control plane",
    });
    expect(log).toEqual([]);
  });
});

describe("the keys do not open", () => {
  it("from a file that holds something else", async () => {
    const file = keyFile();
    await writeFile(file, "{}");
    await expect(GatewayKeyStore.open(file, planResources())).rejects.toThrow(
      "cannot be read as the gateway's keys; move it away.",
    );
  });

  it.each([
    ["session", "Short: API Key value should be at least 20 characters."],
    [undefined, "Short has no Value."],
  ])("with the value %s in a stack", (value, sentence) => {
    const key = resource("AWS::ApiGateway::ApiKey", "Short", "", value ? { Value: value } : {});
    expect(() => templateKeys(planResources([key]), 0)).toThrow(sentence);
  });
});
