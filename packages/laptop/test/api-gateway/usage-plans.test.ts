import { describe, expect, it } from "vitest";
import { createGateway } from "../../services/api-gateway/gateway.ts";
import type { GatewayKeys, KeyInPlans } from "../../services/api-gateway/usage-plans.ts";
import type { Json } from "../../template/json.ts";
import {
  type ApiDescription,
  allow,
  apiResources,
  NO_FUNCTIONS,
  proxyTo,
  serve,
} from "./gateway-fixture.ts";

const KEY = "key-value-of-20-chars";
const metered = (name: string) => ({
  AuthorizationType: "CUSTOM",
  AuthorizerId: "auth",
  ApiKeyRequired: true,
  Integration: proxyTo(name),
});
const METHODS = { "GET /a": metered("echo"), "GET /b": metered("echo"), "GET /open": "echo" };
const SLOW = (burst: number) => ({ RateLimit: 0.001, BurstLimit: burst });

function keysOf(...keys: readonly Partial<KeyInPlans>[]): GatewayKeys {
  const all = keys.map((key) => ({ id: "k1", value: KEY, enabled: true, planIds: ["p"], ...key }));
  return { find: (value) => all.find((key) => key.value === value) };
}

async function start(
  plans: Record<string, { [name: string]: Json }>,
  keys: GatewayKeys = keysOf({}),
  more: Partial<ApiDescription> = {},
) {
  const api = { ApiKeySourceType: "AUTHORIZER" };
  const gateway = await serve({ api, methods: METHODS, plans, ...more }, { keys });
  gateway.functions.authorizer = () => allow({ usageIdentifierKey: KEY });
  return {
    ...gateway,
    statuses: async (...targets: string[]) => {
      const statuses: number[] = [];
      for (const target of targets) statuses.push((await gateway.send(target)).status);
      return statuses;
    },
  };
}

describe("a method that needs a key", () => {
  it("takes the key that the authorizer names, and tells the function which", async () => {
    const gateway = await start({ p: {} });
    expect((await gateway.send("/a")).status).toBe(200);
    const { identity } = gateway.events.at(-1)?.event.requestContext as never;
    expect(identity).toMatchObject({ apiKey: KEY, apiKeyId: "k1" });
  });

  it.each<[string, GatewayKeys, unknown, string]>([
    ["unknown", keysOf(), KEY, "The key that the method needs is unknown."],
    ["disabled", keysOf({ enabled: false }), KEY, "The key that the method needs is disabled."],
    ["in no plan", keysOf({ planIds: [] }), KEY, "The key k1 is in no usage plan of the stage."],
    [
      "in a plan of another stage only",
      keysOf({ planIds: ["elsewhere", "gone"] }),
      KEY,
      "The key k1 is in no usage plan of the stage.",
    ],
    ["missing", keysOf({}), undefined, "The key that the method needs is missing."],
    ["empty", keysOf({}), "", "The key that the method needs is unknown."],
  ])("refuses one that is %s", async (_name, keys, usageIdentifierKey, message) => {
    const elsewhere = { ApiStages: [{ ApiId: "local", Stage: "other" }] };
    const gateway = await start({ p: {}, elsewhere }, keys);
    gateway.functions.authorizer = () => allow({ usageIdentifierKey });
    const received = await gateway.send("/a", { headers: ["X-API-Key", KEY] });
    expect([received.status, received.json]).toEqual([403, { message: "Forbidden" }]);
    expect(received.headers["x-amzn-errortype"]).toBe("ForbiddenException");
    expect(gateway.events.map(({ name }) => name)).toEqual(["authorizer"]);
    expect(gateway.log).toEqual([{ level: "error", requestId: expect.any(String), message }]);
  });

  it("is answered with the gateway response INVALID_API_KEY", async () => {
    const gatewayResponses = {
      INVALID_API_KEY: { StatusCode: "402", ResponseTemplates: { "application/json": "{}" } },
    };
    const gateway = await start({}, keysOf(), { gatewayResponses });
    const received = await gateway.send("/a");
    expect([received.status, received.json]).toEqual([402, {}]);
  });

  it("takes the header where the API says so", async () => {
    const gateway = await start({ p: {} }, keysOf({}), { api: {} });
    gateway.functions.authorizer = () => allow({ usageIdentifierKey: "another" });
    const send = async (...headers: string[]) => (await gateway.send("/a", { headers })).status;
    expect(await send("x-Api-kEY", KEY)).toBe(200);
    expect(await send("X-API-Key", "another")).toBe(403);
    expect(await send()).toBe(403);
  });

  it("asks the authorizer first", async () => {
    const gateway = await start({ p: {} }, keysOf());
    gateway.functions.authorizer = () => ({ ...allow(), policyDocument: { Statement: [] } });
    expect((await gateway.send("/a")).json).toMatchObject({ Message: expect.any(String) });
  });

  it("leaves the other methods open", async () => {
    const gateway = await start({ p: { Throttle: SLOW(0) } }, keysOf());
    expect((await gateway.send("/open")).status).toBe(200);
    const { identity } = gateway.events.at(-1)?.event.requestContext as never;
    expect(identity).not.toHaveProperty("apiKey");
  });
});

describe("a plan's throttle", () => {
  it("holds for all methods together, and each key on its own", async () => {
    const other = "another-value-of-20-chars";
    const keys = keysOf({}, { id: "k2", value: other });
    const gateway = await start({ p: { Throttle: SLOW(3) } }, keys);
    expect(await gateway.statuses("/a", "/b", "/a", "/a", "/b")).toEqual([200, 200, 200, 429, 429]);
    const received = await gateway.send("/a");
    expect(received.json).toEqual({ message: "Too Many Requests" });
    gateway.functions.authorizer = () => allow({ usageIdentifierKey: other });
    expect(await gateway.statuses("/a")).toEqual([200]);
  });

  it("may be another one for a method", async () => {
    const ApiStages = [{ ApiId: "local", Stage: "test", Throttle: { "/b/GET": SLOW(1) } }];
    const gateway = await start({ p: { Throttle: SLOW(2), ApiStages } });
    expect(await gateway.statuses("/b", "/b", "/a", "/a", "/a")).toEqual([200, 429, 200, 200, 429]);
  });

  it("comes before the quota, which it spares, and before the stage's throttle", async () => {
    const setting = { ResourcePath: "/*", HttpMethod: "*" };
    const stage = {
      MethodSettings: [{ ...setting, ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 }],
    };
    const plan = { Throttle: SLOW(1), Quota: { Limit: 1, Period: "DAY" } };
    const gateway = await start({ p: plan }, keysOf({}), { stage });
    const answers = [];
    for (let sent = 0; sent < 3; sent++) answers.push((await gateway.send("/a")).json);
    // The first spends both and falls to the stage; the next has no token left.
    expect(answers).toEqual(Array(3).fill({ message: "Too Many Requests" }));
  });
});

describe("a plan's quota", () => {
  it("counts each key over all methods", async () => {
    const gateway = await start({ p: { Quota: { Limit: 2, Period: "MONTH" } } });
    expect(await gateway.statuses("/a", "/b", "/open", "/a")).toEqual([200, 200, 200, 429]);
    const received = await gateway.send("/b");
    expect([received.status, received.json]).toEqual([429, { message: "Limit Exceeded" }]);
    expect(received.headers["x-amzn-errortype"]).toBe("LimitExceededException");
  });

  it.each<[string, Record<string, Json>, string]>([
    ["no period", { Limit: 1 }, "The quota of p needs a Limit and a Period of DAY, WEEK or MONTH."],
    [
      "an hourly period",
      { Limit: 1, Period: "HOUR" },
      "The quota of p needs a Limit and a Period of DAY, WEEK or MONTH.",
    ],
    [
      "a daily offset",
      { Limit: 1, Period: "DAY", Offset: 1 },
      "The quota of p has an Offset, which must be 0 in a period of a DAY.",
    ],
  ])("with %s is refused at the start", (_name, Quota, sentence) => {
    const resources = apiResources({ methods: METHODS, plans: { p: { Quota } } });
    const options = { lambda: NO_FUNCTIONS, log: () => {} };
    expect(() => createGateway({ resources, ...options })).toThrow(sentence);
  });
});
