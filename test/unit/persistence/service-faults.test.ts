import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { asProblem } from "../../../shared/http/render-problem.ts";
import { withDeadline } from "../../../shared/request-deadline.ts";
import "../support/settings.ts";

/** Stands for the services that a function calls beside the table. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const seen: string[] = [];
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`);
  request.resume().on("end", () => answer(request, response));
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  for (const service of ["API_GATEWAY", "SECRETS_MANAGER", "S3"]) {
    vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, url);
  }
  vi.stubEnv("PEPPER_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:000000000000:secret:pepper");
  vi.stubEnv("USAGE_PLAN_PREFIX", "P-");
  vi.stubEnv("PHOTO_BUCKET", "photos");
});
beforeEach(() => {
  seen.length = 0;
  vi.resetModules();
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

function json(response: ServerResponse, status: number, body: object, type?: string): void {
  const headers = { "content-type": "application/json", ...(type && { "x-amzn-errortype": type }) };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

/** The status that a caller gets for what was thrown. */
async function statusOf(run: () => Promise<unknown>): Promise<number> {
  try {
    await run();
    return 200;
  } catch (error) {
    return asProblem(error).status;
  }
}

describe("the pepper", () => {
  const pepperOf = async (version: string) =>
    (await import("../../../shared/persistence/pepper-store.ts")).pepperOf(version);

  test.each([
    ["is throttled", 400, "ThrottlingException", 503],
    ["is away", 500, "InternalServiceError", 503],
    ["may not be read", 400, "AccessDeniedException", 500],
    ["is not there", 400, "ResourceNotFoundException", 500],
  ])("that %s", async (_, status, type, answered) => {
    answer = (_request, response) => json(response, status, { __type: type }, type);
    expect(await statusOf(() => pepperOf("v1"))).toBe(answered);
    expect(seen).toHaveLength(answered === 503 ? 2 : 1);
  });

  test("without the version asked for is a fault of ours", async () => {
    const SecretString = JSON.stringify({ current: "v1", v1: "pepper" });
    answer = (_request, response) => json(response, 200, { SecretString });
    expect(await statusOf(() => pepperOf("v0"))).toBe(500);
  });
});

test.each([
  ["SlowDown", 503, 503],
  ["InternalError", 500, 503],
  ["AccessDenied", 403, 500],
])("a bucket that says %s", async (code, status, answered) => {
  answer = (_request, response) => {
    response.writeHead(status, { "content-type": "application/xml" });
    response.end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
  };
  const { emptyUpload } = await import("../../../shared/photos/photo-store.ts");
  expect(await statusOf(() => emptyUpload("quarantine/x"))).toBe(answered);
});

describe("the control plane", () => {
  const ids = ["free", "startup", "business", "enterprise"];
  const plans = { item: ids.map((id) => ({ id, name: `P-${id}` })) };
  /** Plans the key is in. */
  let joined: Set<string>;

  /** A control plane that refuses a key that is in a plan, in either way. */
  function refusingWith(type: "BadRequestException" | "ConflictException", always = false): void {
    answer = ({ method, url = "" }, response) => {
      const plan = /\/usageplans\/(\w+)\/keys/.exec(url)?.[1];
      if (!plan) return json(response, 200, plans);
      if (method === "DELETE") {
        const isGone = joined.delete(plan);
        return isGone ? json(response, 202, {}) : json(response, 404, {}, "NotFoundException");
      }
      if (joined.size > 0 || always) {
        return json(response, type === "ConflictException" ? 409 : 400, { message: "no" }, type);
      }
      joined.add(plan);
      json(response, 201, { id: "key" });
    };
  }
  const move = async (plan: "startup") =>
    (await import("../../../shared/persistence/gateway-keys.ts")).moveGatewayKey("key", plan);

  test.each([
    "BadRequestException",
    "ConflictException",
  ] as const)("a key that is in another plan moves, whether it says so by %s …", async (type) => {
    joined = new Set(["free"]);
    refusingWith(type);
    await move("startup");
    expect([...joined]).toEqual(["startup"]);
  });

  test.each([
    "BadRequestException",
    "ConflictException",
  ] as const)("… and one that is in the plan already stays in it: %s", async (type) => {
    joined = new Set(["startup"]);
    refusingWith(type);
    await move("startup");
    expect([...joined]).toEqual(["startup"]);
  });

  test("a bad request for another reason is not passed over", async () => {
    joined = new Set();
    refusingWith("BadRequestException", true);
    await expect(move("startup")).rejects.toMatchObject({ name: "BadRequestException" });
    expect(await statusOf(() => move("startup"))).toBe(500);
  });

  test("that throttles, or never answers, is a 503 when the request's time is up", async () => {
    answer = (_request, response) => json(response, 429, {}, "TooManyRequestsException");
    expect(await statusOf(() => withDeadline(300, () => move("startup")))).toBe(503);
    answer = () => {};
    const startedAt = performance.now();
    expect(await statusOf(() => withDeadline(300, () => move("startup")))).toBe(503);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    const made = seen.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    // Nor does the client try again behind the answer.
    expect(seen).toHaveLength(made);
    joined = new Set();
    refusingWith("ConflictException");
    await move("startup");
    expect([...joined]).toEqual(["startup"]);
  });
});
