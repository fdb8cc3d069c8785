import { describe, expect, it } from "vitest";
import { createGateway } from "../../../../infra/local/gateway/gateway.ts";
import { type ApiDescription, apiResources, authorized, serve } from "./gateway-fixture.ts";

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
    ["/profiles/a%20b%2Fc", "/profiles/{id}", { id: "a b/c" }],
    ["/profiles/%FF%zz", "/profiles/{id}", { id: "\uFFFD%zz" }],
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
    ["GET", "/nowhere"],
    ["POST", "/a"],
    ["GET", "//a"],
    ["GET", "/A"],
    ["GET", "/a/b/c"],
    ["HEAD", "/a"],
    ["DELETE", "/a/one"],
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
    const options = {
      lambda: {
        invoke: async () => ({}),
        recycle: async () => {},
        kill: async () => {},
        stop: async () => {},
      },
      log: () => {},
    };
    expect(() => createGateway({ resources: apiResources(description), ...options })).toThrow(
      message,
    );
  });
});
