import { describe, expect, it } from "vitest";
import { createGateway } from "../../services/api-gateway/gateway.ts";
import {
  type ApiDescription,
  apiResources,
  authorized,
  NO_FUNCTIONS,
  proxyTo,
  serve,
} from "./gateway-fixture.ts";

const UNKNOWN = { message: "Missing Authentication Token" };

describe("routing", () => {
  it.each([
    ["/", "/", {}],
    ["/profiles", "/profiles", {}],
    ["/profiles/", "/profiles", {}],
    ["/profiles?x=1", "/profiles", {}],
    ["/profiles/all", "/profiles/all", {}],
    ["/profiles/abc", "/profiles/{id}", { id: "abc" }],
    ["/profiles/abc/", "/profiles/{id}", { id: "abc" }],
    ["/profiles/a%20b%2Fc+d", "/profiles/{id}", { id: "a%20b%2Fc+d" }],
    ["/profiles/%FF%zz", "/profiles/{id}", { id: "%FF%zz" }],
    ["/profiles/%61ll", "/profiles/{id}", { id: "%61ll" }],
    ["/%70rofiles", "/{rest+}", { rest: "%70rofiles" }],
    ["/x%2By//z+", "/{rest+}", { rest: "x%2By//z+" }],
    ["//profiles", "/profiles", {}],
    ["///profiles//abc", "/{rest+}", { rest: "profiles//abc" }],
    ["//", "/", {}],
    ["//x", "/{rest+}", { rest: "x" }],
    ["/profiles/all/links", "/profiles/{id}/links", { id: "all" }],
    ["/profiles/x/y", "/{rest+}", { rest: "profiles/x/y" }],
    ["http://api.test/profiles/abs", "/profiles/{id}", { id: "abs" }],
  ])("takes %s to %s", async (target, path, parameters) => {
    const gateway = await serve({
      methods: Object.fromEntries(
        [
          "/{rest+}",
          "/profiles/{id}",
          "/profiles/{id}/links",
          "/profiles/all",
          "/profiles",
          "/",
        ].map((route) => [`GET ${route}`, "echo"]),
      ),
    });
    const { status } = await gateway.send(target);
    expect(status).toBe(200);
    expect(gateway.events[0]?.event).toMatchObject({
      resource: path,
      pathParameters: Object.keys(parameters).length === 0 ? null : parameters,
    });
  });

  it("takes the verb's method before ANY", async () => {
    const gateway = await serve({ methods: { "ANY /a": "other", "GET /a": "echo" } });
    gateway.functions.other = () => ({ body: "other" });
    expect((await gateway.send("/a")).body.toString()).toBe("echo");
    expect((await gateway.send("/a", { method: "PUT" })).body.toString()).toBe("other");
  });

  it.each([
    ["POST", "/a/one", "/a/{id}"],
    ["PUT", "/a/one", "/{rest+}"],
    ["PUT", "/a", "/{rest+}"],
    ["GET", "/a/two", "/{rest+}"],
    ["PUT", "/b", "/b"],
    ["DELETE", "/a/one", undefined],
  ])("goes on where a path lacks the verb: %s %s", async (method, target, resource) => {
    const routes = [
      "GET /a/one",
      "POST /a/{id}",
      "GET /a",
      "GET /{rest+}",
      "PUT /{rest+}",
      "ANY /b",
    ];
    const methods = Object.fromEntries(routes.map((route) => [route, "echo"]));
    const gateway = await serve({ methods });
    await gateway.send(target, { method });
    expect(gateway.events.map(({ event }) => event.resource)).toEqual(resource ? [resource] : []);
  });

  it("keeps several leading slashes in requestContext alone", async () => {
    const gateway = await serve({ methods: { "GET /a": authorized("echo") } });
    expect((await gateway.send("//a/?b=1")).status).toBe(200);
    for (const { event } of gateway.events) {
      expect(event).toMatchObject({ path: "/a/", requestContext: { path: "/test//a/" } });
    }
    expect(gateway.events).toHaveLength(2);
  });

  it.each([
    ["Bearer abc.def.ghi", "IncompleteSignatureException"],
    ["AWS4-HMAC-SHA256", "IncompleteSignatureException"],
    ["AWS4-HMAC-SHA256 Credential=A/B, Signature=c", "MissingAuthenticationTokenException"],
  ])("takes Authorization: %s of an unknown path for a signature", async (value, exception) => {
    const gateway = await serve({
      methods: { "GET /a": "echo" },
      gatewayResponses: { INVALID_SIGNATURE: { StatusCode: "404" } },
    });
    for (const [target, method] of [
      ["/nowhere", "GET"],
      ["/a", "POST"],
    ] as const) {
      const headers = ["authorization", value];
      const answer = await gateway.send(target, { method, headers });
      expect(answer.headers["x-amzn-errortype"]).toBe(exception);
      expect(answer.status).toBe(exception.startsWith("Incomplete") ? 404 : 403);
      expect(answer.body.toString()).not.toContain("abc");
    }
    expect((await gateway.send("/a", { headers: ["authorization", value] })).status).toBe(200);
  });

  it.each([
    ["GET", "/nowhere"],
    ["POST", "/a"],
    ["GET", "/%61"],
    ["GET", "/a//one"],
    ["GET", "/A"],
    ["GET", "/a/b/c"],
    ["HEAD", "/a"],
    ["PUT", "/a/one"],
  ])("knows no %s %s", async (method, target) => {
    const gateway = await serve({
      methods: { "GET /a": "echo", "GET /a/one": "echo", "DELETE /a/{id}": "echo" },
    });
    const answer = await gateway.send(target, { method });
    expect(answer.status).toBe(403);
    expect(answer.headers["x-amzn-errortype"]).toBe("MissingAuthenticationTokenException");
    expect(answer.body.toString()).toBe(method === "HEAD" ? "" : JSON.stringify(UNKNOWN));
    expect(gateway.events).toEqual([]);
  });

  it("leaves to the platform what the platform answers", async () => {
    const gateway = await serve(
      { methods: { "GET /a": "echo" } },
      {
        before: (request, response) => {
          const isOurs = request.url === "/photos/x";
          if (isOurs) {
            response.end("photo");
          }
          return isOurs;
        },
      },
    );
    expect((await gateway.send("/photos/x")).body.toString()).toBe("photo");
    expect((await gateway.send("/a")).body.toString()).toBe("echo");
  });
});

describe("an API that would not work as deployed", () => {
  const mock = { Type: "MOCK", RequestTemplates: { "application/json": "{ statusCode: 200 }" } };
  it.each<[string, ApiDescription, RegExp]>([
    [
      "a caching authorizer",
      {
        methods: { "GET /a": authorized("echo") },
        authorizer: { AuthorizerResultTtlInSeconds: 60 },
      },
      /auth caches its answers.*AuthorizerResultTtlInSeconds to 0/,
    ],
    [
      "an authorizer that caches by default",
      {
        methods: { "GET /a": authorized("echo") },
        // biome-ignore lint/suspicious/noExplicitAny: takes the fixture's own setting away.
        authorizer: { AuthorizerResultTtlInSeconds: undefined as any },
      },
      /caches its answers/,
    ],
    [
      "a TOKEN authorizer",
      { methods: { "GET /a": authorized("echo") }, authorizer: { Type: "TOKEN" } },
      /auth is a TOKEN authorizer/,
    ],
    [
      "an unknown authorizer",
      { methods: { "GET /a": { ...authorized("echo"), AuthorizerId: "who" } } },
      /GET \/a has an unknown authorizer who/,
    ],
    [
      "another authorization",
      { methods: { "GET /a": { ...authorized("echo"), AuthorizationType: "AWS_IAM" } } },
      /GET \/a has authorization AWS_IAM/,
    ],
    [
      "a request validator",
      { methods: { "GET /a": { ...authorized("echo"), RequestValidatorId: "v" } } },
      /request validator/,
    ],
    [
      "another integration",
      { methods: { "GET /a": { Integration: { Type: "HTTP_PROXY" } } } },
      /integration HTTP_PROXY/,
    ],
    [
      "another way to invoke",
      {
        methods: { "GET /a": { Integration: proxyTo("echo", { IntegrationHttpMethod: "GET" }) } },
      },
      /GET \/a must invoke its function by POST/,
    ],
    [
      "mapped parameters",
      {
        methods: {
          "GET /a": {
            Integration: proxyTo("echo", {
              RequestParameters: { "integration.request.header.TE": "'trailers'" },
            }),
          },
        },
      },
      /GET \/a maps request parameters/,
    ],
    [
      "a path below a greedy variable",
      { methods: { "GET /{rest+}/more": "echo" } },
      /more lies below a greedy variable/,
    ],
    [
      "a response template",
      {
        methods: {
          "GET /a": {
            Integration: {
              ...mock,
              IntegrationResponses: [
                { StatusCode: "200", ResponseTemplates: { "application/json": "#set($a = 1)" } },
              ],
            },
          },
        },
      },
      /GET \/a has a response template/,
    ],
    [
      "two variables below one path",
      { methods: { "GET /a/{one}": "echo", "GET /a/{two}": "echo" } },
      /second variable below one resource: \{two\}/,
    ],
    [
      "a resource policy",
      { methods: { "GET /a": "echo" }, api: { Policy: {} } },
      /does not support Policy/,
    ],
    [
      "a stage of another deployment",
      { methods: { "GET /a": "echo" }, stage: { DeploymentId: "gone" } },
      /unknown deployment gone/,
    ],
  ])("is refused for %s", (_name, description, message) => {
    const options = { lambda: NO_FUNCTIONS, log: () => {} };
    expect(() => createGateway({ resources: apiResources(description), ...options })).toThrow(
      message,
    );
  });
});
