import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keptOperator, operatorCommand } from "../support/run-operator.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const ALL = "/api/v1/profiles/all";
const NO_CREDENTIALS =
  "There are no AWS credentials in the environment: sign in (aws sso login, aws configure), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
const NOT_RUNNING =
  "No npm start is running with this DATA_DIR; for a deployment set what docs/operations.md says, TABLE_NAME first.\n";

let platform: TestPlatform;
let emptyDir: string;
beforeAll(async () => {
  platform = await sharedPlatform();
  emptyDir = await mkdtemp(join(tmpdir(), "profiles-operator-"));
});
afterAll(async () => {
  await platform.stop();
  await rm(emptyDir, { recursive: true, force: true });
});

/** Runs a command as `npm run operator` does, with no other environment than this. */
const operator = (
  args: readonly string[],
  env: Record<string, string> = { DATA_DIR: platform.dataDir },
) => operatorCommand(args, { HOME: emptyDir, ...env });

// biome-ignore lint/suspicious/noExplicitAny: tests look into reports of every shape.
async function done(...args: string[]): Promise<any> {
  const { code, stdout, stderr } = await keptOperator(platform.dataDir, args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

const counted = () =>
  platform.calls.flatMap(
    ({ body }) => /"\d{4}-\d\d-\d\d#([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? [],
  );

test("a process for one command prints its report, and ends well", async () => {
  const { code, stdout, stderr } = await operator(["show", "op-process"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual(await done("show", "op-process"));
});

test("a plan holds from the next request on, for every key of the account", async () => {
  const first = platform.withKey((await platform.issueKey("op-plans")).key);
  const second = platform.withKey((await platform.issueKey("op-plans")).key);
  const limit = async (client = first) => {
    const { status, headers } = await client.get(ALL);
    return [status, headers.get("x-ratelimit-limit")];
  };
  expect(await done("show", "op-plans")).toMatchObject({
    account: "op-plans",
    plan: "free",
    requestsPerDay: 100,
    apiKeys: 2,
    standing: null,
    profiles: [],
    usage: { days: 30, requests: 2, jwt: 2, apiKey: 0 },
  });
  expect(await limit()).toEqual([200, "100"]);
  const changed = await done("plan", "op-plans", "startup");
  expect(await done("show", "op-plans")).toMatchObject(changed);
  const { records } = await done("audit", "op-plans");
  expect(records).toMatchObject([{ command: "plan", facts: { plan: "startup" } }]);
  expect(changed).toMatchObject({ plan: "startup", requestsPerDay: 10_000 });
  expect([await limit(first), await limit(second)]).toEqual([
    [200, "10000"],
    [200, "10000"],
  ]);
  await done("plan", "op-plans", "business");
  expect(await limit()).toEqual([200, "100000"]);
});

test("the plan without a limit is counted in one of several counters, and says no limit", async () => {
  const partner = platform.withKey((await platform.issueKey("op-unlimited")).key);
  expect(await done("plan", "op-unlimited", "enterprise")).toMatchObject({
    plan: "enterprise",
    requestsPerDay: "unlimited",
  });
  platform.calls.length = 0;
  const { status, headers } = await partner.get(ALL);
  expect([status, headers.get("x-ratelimit-limit")]).toEqual([200, null]);
  expect(counted()[0]).toMatch(/^api_key#[0-7]$/);
  const api = await platform.as("op-unlimited");
  expect((await api.get(ALL)).headers.get("x-ratelimit-limit")).toBe("10000");
  expect(counted()).toContain("jwt");
  await done("plan", "op-unlimited", "free");
  expect((await partner.get(ALL)).headers.get("x-ratelimit-limit")).toBe("100");
});

test("a spent day goes on with a larger plan, and the gateway lets it", async () => {
  const partner = platform.withKey((await platform.issueKey("op-upgrade")).key);
  // All but one as if they had been made: the gateway has a limit of its own, for bursts.
  await partner.get(ALL);
  const counters = (await platform.items()).filter(
    ({ pk, sk }) => pk === "USAGE#op-upgrade" && String(sk).endsWith("#api_key"),
  );
  await platform.putItems(counters.map((counter) => ({ ...counter, requests: 100 })));
  expect((await partner.get(ALL)).status).toBe(429);
  await done("plan", "op-upgrade", "startup");
  const answer = await partner.get(ALL);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers.get("x-ratelimit-remaining")).toBe("9899");
});

test("an account may be given its plan before its first key", async () => {
  expect(await done("plan", "op-early", "business")).toMatchObject({ apiKeys: 0 });
  const { key } = await platform.issueKey("op-early");
  const { status, headers } = await platform.withKey(key).get(ALL);
  expect([status, headers.get("x-ratelimit-limit")]).toEqual([200, "100000"]);
});

describe("an account's own key in the gateway", () => {
  const namesMade = async (): Promise<number> => {
    const text = await readFile(join(platform.dataDir, "gateway-keys.json"), "utf8");
    return new Set(text.match(/ProfilesApi-account-[0-9a-f]{32}/g) ?? []).size;
  };
  /** What items of the account say of it, with the account itself first. */
  const noted = async (account: string) =>
    (await platform.items())
      .filter(({ pk, owner }) => pk === `USER#${account}` || owner === account)
      .map(({ gatewayKeyValue, gatewayKey }) => gatewayKeyValue ?? gatewayKey);

  test("comes with a paying plan, and goes with it", async () => {
    const partner = platform.withKey((await platform.issueKey("op-own")).key);
    const before = await namesMade();
    await done("plan", "op-own", "startup");
    expect(await namesMade()).toBe(before + 1);
    const later = await platform.issueKey("op-own");
    const values = await noted("op-own");
    expect(new Set(values).size).toBe(1);
    expect(values).toEqual(Array(3).fill(expect.stringMatching(/^account[0-9A-Za-z]{32}$/)));
    await done("plan", "op-own", "free");
    expect(await namesMade()).toBe(before);
    expect(await noted("op-own")).toEqual([undefined, undefined, undefined]);
    for (const key of [partner, platform.withKey(later.key)]) {
      expect((await key.get(ALL)).headers.get("x-ratelimit-limit")).toBe("100");
    }
  });

  test("of the release before is used until it is taken back; one without an account goes", async () => {
    // The gateway keeps those of files before: their accounts are cleared.
    await done("gateway-keys");
    const partner = platform.withKey((await platform.issueKey("op-former")).key);
    const other = platform.withKey((await platform.issueKey("op-gone")).key);
    for (const account of ["op-former", "op-gone"]) await done("plan", account, "startup");
    const items = (await platform.items()).filter(
      ({ pk, owner }) => /^USER#op-(former|gone)$/.test(String(pk)) || owner === "op-former",
    );
    await platform.putItems(
      items.map(({ plan: _, gatewayKeyValue, gatewayKeyId, ...item }) =>
        item.pk === "USER#op-gone"
          ? item
          : { ...item, gatewayKeyValue, gatewayKeyId, plan: "free" },
      ),
    );
    expect((await partner.get(ALL)).headers.get("x-ratelimit-limit")).toBe("100");
    expect((await other.get(ALL)).status).toBe(200);
    expect(await done("gateway-keys")).toMatchObject({ shared: 1, removed: 1 });
    expect((await partner.get(ALL)).status).toBe(200);
    expect(await done("gateway-keys")).toMatchObject({ shared: 0, removed: 0 });
  });
});

// A process each: they run side by side.
describe.concurrent("what cannot be done", () => {
  const [SHOW, PLAN] = ["show <account>", "plan <account> <free|startup|business|enterprise>"];
  test.each([
    ["", [SHOW, PLAN]],
    ["show", [SHOW]],
    ["show jane free", [SHOW]],
    ["plan jane", [PLAN]],
    ["plan jane gold", [PLAN]],
    ["plan jane session", [PLAN]],
    ["plan jane toString", [PLAN]],
    ["plan jane free more", [PLAN]],
    ["delete jane", [SHOW, PLAN]],
    ["redrive jane", ["redrive"]],
  ])("is answered with the usage, of the command alone where there is one: %s", async (line, of) => {
    const { code, stdout, stderr } = await keptOperator(platform.dataDir, line.split(" "));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const forms = [...stderr.matchAll(/^ {2}npm run -s operator -- (.+)$/gm)].map(
      ([, form]) => form,
    );
    expect(forms).toEqual(expect.arrayContaining(of));
    if (of.length === 1) expect(forms).toEqual(of);
  });

  test("names the plan that there is not", async () => {
    const { stderr } = await operator(["plan", "jane", "gold"]);
    expect(stderr).toMatch(/^There is no plan gold\.\n\nUsage:\n/);
  });

  test("without a server is one sentence", async () => {
    const outcome = await operator(["show", "jane"], { DATA_DIR: emptyDir });
    expect(outcome).toEqual({ code: 1, stdout: "", stderr: NOT_RUNNING });
  });

  test("since the server was killed is the same sentence", async () => {
    const outputs = { TableName: "T", UsagePlanPrefix: "P-", LogKeySecretArn: "L" };
    const facts = { outputs, accessKeyId: "a", secretAccessKey: "b" };
    const closed = "http://127.0.0.1:1";
    const DATA_DIR = join(emptyDir, "killed");
    await mkdir(DATA_DIR);
    await writeFile(
      join(DATA_DIR, "server.json"),
      JSON.stringify({ ...facts, dynamodb: closed, apiGateway: closed, secretsManager: closed }),
    );
    const outcome = await operator(["plan", "jane", "free"], { DATA_DIR });
    expect(outcome).toEqual({ code: 1, stdout: "", stderr: NOT_RUNNING });
  });

  test("without a setting of the deployment is one sentence that names it", async () => {
    const table = { TABLE_NAME: "T", LOG_KEY_SECRET_ARN: "L" };
    const offline = { AWS_REGION: "us-east-1", AWS_EC2_METADATA_DISABLED: "true" };
    const config = join(emptyDir, "aws-config");
    await writeFile(config, "[profile home]\nregion = eu-west-3\n");
    const [noPrefix, noBucket, noRegion, noKeys, noProfile, ofProfile] = await Promise.all([
      operator(["plan", "jane", "free"], table),
      operator(["redrive"], table),
      operator(["show", "jane"], table),
      operator(["show", "jane"], { ...table, ...offline }),
      operator(["show", "jane"], { ...table, ...offline, AWS_PROFILE: "nosuch" }),
      // The region is the profile's: what is missing is only credentials.
      operator(["show", "jane"], { ...table, AWS_PROFILE: "home", AWS_CONFIG_FILE: config }),
    ]);
    expect(noPrefix).toMatchObject({ code: 1, stdout: "" });
    expect(noPrefix.stderr).toMatch(/^USAGE_PLAN_PREFIX is not set[^\n]+\n$/);
    expect(noBucket).toMatchObject({ code: 1, stdout: "" });
    expect(noBucket.stderr).toMatch(/^PHOTO_BUCKET is not set[^\n]+\n$/);
    expect(noRegion).toEqual({
      code: 1,
      stdout: "",
      stderr: "No region is set: set AWS_REGION, or a region in the AWS profile.\n",
    });
    expect(noKeys.stderr).toBe(`${NO_CREDENTIALS}\n`);
    expect(noProfile.stderr).toMatch(/^There is no AWS profile nosuch with credentials: sign in /);
    expect(ofProfile.stderr).toMatch(/^There is no AWS profile home with credentials: /);
  });

  test("where AWS cannot be reached names the address; nothing is half done", async () => {
    const nowhere = {
      ...{ TABLE_NAME: "T", USAGE_PLAN_PREFIX: "P-", AWS_REGION: "us-east-1" },
      LOG_KEY_SECRET_ARN: "L",
      ...{ AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" },
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    };
    const { stderr } = await operator(["plan", "jane", "free"], nowhere);
    expect(stderr).toBe("127.0.0.1:1 cannot be reached: look at the network and AWS_REGION.\n");
  });
});

describe.concurrent("with the environment of a deployment", () => {
  /** What an operator sets, and where the local services stand in for those of AWS. */
  async function deployment(): Promise<Record<string, string>> {
    const facts = JSON.parse(await readFile(join(platform.dataDir, "server.json"), "utf8"));
    return {
      TABLE_NAME: facts.outputs.TableName,
      USAGE_PLAN_PREFIX: facts.outputs.UsagePlanPrefix,
      LOG_KEY_SECRET_ARN: facts.outputs.LogKeySecretArn,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: facts.accessKeyId,
      AWS_SECRET_ACCESS_KEY: facts.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: facts.dynamodb,
      AWS_ENDPOINT_URL_API_GATEWAY: facts.apiGateway,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: facts.secretsManager,
      AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1",
      DATA_DIR: emptyDir,
    };
  }

  test("it needs no server on the laptop", async () => {
    const partner = platform.withKey((await platform.issueKey("op-deployed")).key);
    const outcome = await operator(["plan", "op-deployed", "startup"], await deployment());
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect((await partner.get(ALL)).headers.get("x-ratelimit-limit")).toBe("10000");
    const { records } = await done("audit", "op-deployed");
    const { AWS_ACCESS_KEY_ID: id } = await deployment();
    expect(records).toMatchObject([{ command: "plan", by: `access key ${id}` }]);
  });

  test("a change that asks is not made where nobody can be asked", async () => {
    const asked = ["suspend", "op-asked", "--reason", "abuse"];
    const { code, stderr } = await operator(asked, await deployment());
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Suspend the account op-asked \(.+\? .+: say it with --yes\.\n$/);
    expect((await (await platform.as("op-asked")).get(ALL)).status).toBe(200);
  });

  test("a wrong table is one sentence", async () => {
    const wrong = { ...(await deployment()), TABLE_NAME: "Nowhere" };
    expect(await operator(["show", "jane"], wrong)).toEqual({
      code: 1,
      stdout: "",
      stderr: "There is no table Nowhere in this account and region.\n",
    });
  });

  test("a change that is cut off half-way says so, and is completed by the next", async () => {
    const partner = platform.withKey((await platform.issueKey("op-half")).key);
    const wrong = { ...(await deployment()), USAGE_PLAN_PREFIX: "Other-" };
    const { code, stderr } = await operator(["plan", "op-half", "startup"], wrong);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "The gateway has no usage plan for startup. The change may be half done: correct this and run it again.\n",
    );
    await done("plan", "op-half", "startup");
    expect((await partner.get(ALL)).status).toBe(200);
  });
});
