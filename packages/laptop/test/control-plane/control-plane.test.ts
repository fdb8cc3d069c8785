import {
  type APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  TooManyRequestsException,
  UpdateApiKeyCommand,
} from "@aws-sdk/client-api-gateway";
import { describe, expect, it } from "vitest";
import { keyFile, SESSION_VALUE, serveControlPlane } from "./control-plane-fixture.ts";

const VALUE = "0123456789-0123456789";
const create = (client: APIGatewayClient, name = "jane", value = VALUE) =>
  client.send(new CreateApiKeyCommand({ name, value, enabled: true }));
const join = (client: APIGatewayClient, usagePlanId: string, keyId = "") =>
  client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: "API_KEY" }));

describe("a key", () => {
  it("is made, found, changed and removed", async () => {
    const { administrator, keys } = await serveControlPlane();
    const made = await create(administrator);
    expect(made).toMatchObject({ name: "jane", value: VALUE, enabled: true });
    expect(made.id).toMatch(/^[a-z0-9]{10}$/);
    expect(Math.abs(Date.now() - Number(made.createdDate))).toBeLessThan(60_000);
    const get = (includeValue: boolean) =>
      administrator.send(new GetApiKeyCommand({ apiKey: made.id, includeValue }));
    expect((await get(true)).value).toBe(VALUE);
    expect((await get(false)).value).toBeUndefined();
    expect(keys.find(VALUE)).toEqual({ id: made.id, value: VALUE, enabled: true, planIds: [] });

    const patchOperations = [{ op: "replace", path: "/enabled", value: "false" } as const];
    const changed = await administrator.send(
      new UpdateApiKeyCommand({ apiKey: made.id, patchOperations }),
    );
    expect(changed).toMatchObject({ id: made.id, enabled: false });
    expect(keys.find(VALUE)?.enabled).toBe(false);

    await administrator.send(new DeleteApiKeyCommand({ apiKey: made.id }));
    expect(keys.find(VALUE)).toBeUndefined();
    await expect(get(true)).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Invalid API Key identifier specified",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("is disabled, and has a value of its own, unless told otherwise", async () => {
    const { administrator } = await serveControlPlane();
    const made = await administrator.send(new CreateApiKeyCommand({}));
    expect(made).toMatchObject({ enabled: false, value: expect.stringMatching(/^\w{40}$/) });
  });

  it("has a value that no other has, but may share its name", async () => {
    const { administrator } = await serveControlPlane();
    await create(administrator);
    await create(administrator, "jane", `${VALUE}-2`);
    for (const value of [VALUE, SESSION_VALUE]) {
      await expect(create(administrator, "other", value)).rejects.toMatchObject({
        name: "ConflictException",
        message: "API Key already exists",
        $metadata: { httpStatusCode: 409 },
      });
    }
  });

  it("made twenty times at once with one value is made once", async () => {
    const { administrator } = await serveControlPlane();
    const made = await Promise.allSettled(
      Array.from({ length: 20 }, () => create(administrator, "jane")),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it.each([
    [{ value: "a".repeat(19) }, "at least 20"],
    [{ value: "a".repeat(129) }, "at most 128"],
    [{ tags: { a: "b" } }, "tags"],
    [{ stageKeys: [{ restApiId: "a", stageName: "b" }] }, "stageKeys"],
  ])("%j is refused", async (input, words) => {
    const { administrator } = await serveControlPlane();
    await expect(administrator.send(new CreateApiKeyCommand(input))).rejects.toMatchObject({
      name: "BadRequestException",
      message: expect.stringContaining(words),
    });
  });

  it("of 20 and of 128 characters is taken", async () => {
    const { administrator } = await serveControlPlane();
    for (const length of [20, 128]) {
      await expect(create(administrator, "a", "b".repeat(length))).resolves.toBeDefined();
    }
  });

  it("of the stacks is not changed", async () => {
    const { administrator } = await serveControlPlane();
    const removal = administrator.send(new DeleteApiKeyCommand({ apiKey: "session-key" }));
    await expect(removal).rejects.toMatchObject({ name: "BadRequestException" });
  });

  it("outlives a restart, with its plan, while the stacks still have that", async () => {
    const file = keyFile();
    const before = await serveControlPlane(file);
    const { id } = await create(before.administrator);
    await join(before.administrator, "free", id);
    const after = await serveControlPlane(file);
    expect(after.keys.find(VALUE)).toMatchObject({ id, planIds: ["free"] });
    expect(after.keys.find(SESSION_VALUE)).toMatchObject({ planIds: ["session"] });
  });
});

describe("lists", () => {
  it("find keys by the beginning of their names, page by page", async () => {
    const { administrator } = await serveControlPlane();
    for (let made = 0; made < 5; made++) await create(administrator, `jane${made}`, VALUE + made);
    await create(administrator, "john", `${VALUE}-john`);
    const names: (string | undefined)[] = [];
    let position: string | undefined;
    do {
      const page = await administrator.send(
        new GetApiKeysCommand({ nameQuery: "jane", limit: 2, position, includeValues: true }),
      );
      names.push(...(page.items ?? []).map(({ name }) => name));
      expect(page.items?.every(({ value }) => value?.startsWith(VALUE))).toBe(true);
      position = page.position;
    } while (position);
    expect(names).toEqual(["jane0", "jane1", "jane2", "jane3", "jane4"]);
    const plain = await administrator.send(new GetApiKeysCommand({}));
    expect(plain.items).toHaveLength(7);
    expect(plain.items?.some(({ value }) => value)).toBe(false);
  });

  it("give the plans of the stacks", async () => {
    const { administrator } = await serveControlPlane();
    const { items = [] } = await administrator.send(new GetUsagePlansCommand({ limit: 500 }));
    expect(items.map(({ name }) => name)).toEqual([
      "stack-session",
      "stack-free",
      "stack-startup",
      "stack-elsewhere",
    ]);
    const { items: ofKey } = await administrator.send(
      new GetUsagePlansCommand({ keyId: "session-key" }),
    );
    expect(ofKey?.map(({ id }) => id)).toEqual(["session"]);
    expect(
      await administrator.send(new GetUsagePlanCommand({ usagePlanId: "free" })),
    ).toMatchObject({
      id: "free",
      throttle: { rateLimit: 5, burstLimit: 9 },
      quota: { limit: 7, period: "WEEK", offset: 2 },
      apiStages: [{ apiId: "local", stage: "live" }],
    });
  });

  it.each([{ limit: 0 }, { limit: 501 }, { position: "nowhere" }])("refuse %j", async (input) => {
    const { administrator } = await serveControlPlane();
    await expect(administrator.send(new GetApiKeysCommand(input))).rejects.toMatchObject({
      name: "BadRequestException",
    });
  });
});

describe("a plan", () => {
  it("takes keys and gives them up", async () => {
    const { administrator, keys } = await serveControlPlane();
    const { id: keyId = "" } = await create(administrator);
    const member = { usagePlanId: "free", keyId };
    expect(await join(administrator, "free", keyId)).toMatchObject({ id: keyId, name: "jane" });
    expect(keys.find(VALUE)?.planIds).toEqual(["free"]);
    const { items } = await administrator.send(
      new GetUsagePlanKeysCommand({ usagePlanId: "free" }),
    );
    expect(items?.map(({ id }) => id)).toEqual([keyId]);
    expect(await administrator.send(new GetUsagePlanKeyCommand(member))).toMatchObject({
      type: "API_KEY",
    });
    await administrator.send(new DeleteUsagePlanKeyCommand(member));
    expect(keys.find(VALUE)?.planIds).toEqual([]);
    for (const command of [
      new DeleteUsagePlanKeyCommand(member),
      new GetUsagePlanKeyCommand(member),
    ]) {
      await expect(administrator.send(command as GetUsagePlanKeyCommand)).rejects.toMatchObject({
        name: "NotFoundException",
      });
    }
  });

  it("takes no key that another plan of the stage has", async () => {
    const { administrator, keys } = await serveControlPlane();
    const { id } = await create(administrator);
    await join(administrator, "free", id);
    for (const plan of ["free", "startup"]) {
      await expect(join(administrator, plan, id)).rejects.toMatchObject({
        name: "ConflictException",
        message: `API Key ${id} is already in the usage plan free${plan === "free" ? "" : " of the same API stage"}`,
      });
    }
    await join(administrator, "elsewhere", id);
    expect(keys.find(VALUE)?.planIds).toEqual(["free", "elsewhere"]);
  });

  it("loses a key that is removed", async () => {
    const { administrator, keys } = await serveControlPlane();
    const { id } = await create(administrator);
    await join(administrator, "free", id);
    await administrator.send(new DeleteApiKeyCommand({ apiKey: id }));
    expect(keys.keysOf("free")).toEqual([]);
  });

  it.each([
    ["gone", "session-key"],
    ["startup", "gone"],
  ])("%s with the key %s is not found", async (plan, key) => {
    const { administrator } = await serveControlPlane();
    await expect(join(administrator, plan, key)).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});

describe("the fixed quotas of API Gateway", () => {
  it("are five keys made and five removed at once", async () => {
    const { administrator } = await serveControlPlane(keyFile(), {});
    const made = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => create(administrator, "jane", VALUE + n)),
    );
    const good = made.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : []));
    const refused = made.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    // The bucket may gain a token while the forty are on their way.
    expect(good.length).toBeGreaterThanOrEqual(5);
    expect(good.length).toBeLessThan(40);
    for (const error of refused) {
      expect(error).toBeInstanceOf(TooManyRequestsException);
      expect(error.$metadata.httpStatusCode).toBe(429);
    }
    const [apiKey] = good;
    await expect(administrator.send(new DeleteApiKeyCommand({ apiKey }))).resolves.toBeDefined();
  });
});
