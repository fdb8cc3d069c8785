import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { RestApi } from "aws-cdk-lib/aws-apigateway";
import { describe, expect, it } from "vitest";
import { serve } from "./gateway-fixture.ts";

/** The preflight method that the CDK synthesises. */
function preflight(allowOrigins: string[]) {
  const api = new RestApi(new Stack(new App({ analyticsReporting: false }), "Stack"), "Api");
  api.root.addCorsPreflight({
    allowOrigins,
    allowMethods: ["GET"],
    allowHeaders: ["X-A"],
    statusCode: 204,
  });
  const methods = Template.fromStack(Stack.of(api)).findResources("AWS::ApiGateway::Method");
  const { Integration, AuthorizationType } = Object.values(methods)[0]?.Properties ?? {};
  return { methods: { "OPTIONS /": { Integration, AuthorizationType } } };
}

const options = (origin?: string) => ({
  method: "OPTIONS",
  headers: origin === undefined ? [] : ["Origin", origin],
});

describe("a CORS preflight", () => {
  it("is answered without a function", async () => {
    const gateway = await serve(preflight(["*"]));
    const { status, headers, body } = await gateway.send("/", options("https://a.example"));
    expect([status, body.length]).toEqual([204, 0]);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET",
      "access-control-allow-headers": "X-A",
      "x-amzn-requestid": expect.any(String),
    });
    expect(gateway.events).toEqual([]);
  });

  it.each([
    ["https://a.example", "https://a.example"],
    ["https://b.example", "https://b.example"],
    ["https://c.example", "https://c.example"],
    ["https://d.example", "https://a.example"],
    [undefined, "https://a.example"],
  ])("names %s the origin %s of several", async (origin, allowed) => {
    const gateway = await serve(
      preflight(["https://a.example", "https://b.example", "https://c.example"]),
    );
    const { headers } = await gateway.send("/", options(origin));
    expect(headers["access-control-allow-origin"]).toBe(allowed);
    expect(headers.vary).toBe("Origin");
  });

  it("fails where every type is binary and nothing converts it, as on API Gateway", async () => {
    const broken = await serve({ ...preflight(["*"]), api: { BinaryMediaTypes: ["*/*"] } });
    expect((await broken.send("/", options())).status).toBe(500);
    const { methods } = preflight(["*"]);
    const Integration = { ...methods["OPTIONS /"].Integration, ContentHandling: "CONVERT_TO_TEXT" };
    const gateway = await serve({
      methods: { "OPTIONS /": { Integration } },
      api: { BinaryMediaTypes: ["*/*"] },
    });
    expect((await gateway.send("/", options())).status).toBe(204);
  });
});

describe("where every type is binary", () => {
  const several = ["https://a.example", "https://b.example"];
  const served = (more: object) => {
    const { Integration } = preflight(several).methods["OPTIONS /"];
    const [response] = Integration.IntegrationResponses;
    return serve({
      methods: {
        "OPTIONS /": {
          Integration: {
            ...Integration,
            ContentHandling: "CONVERT_TO_TEXT",
            IntegrationResponses: [{ ...response, ...more }],
          },
        },
      },
      api: { BinaryMediaTypes: ["*/*"] },
    });
  };

  it("the text of an answer would be decoded from base64", async () => {
    const broken = await served({});
    expect((await broken.send("/", options(several[1]))).status).toBe(500);
  });

  it("unless that stays text", async () => {
    const gateway = await served({ ContentHandling: "CONVERT_TO_TEXT" });
    const { status, headers } = await gateway.send("/", options(several[1]));
    expect([status, headers["access-control-allow-origin"]]).toEqual([204, several[1]]);
  });
});

describe("a body of a mock integration", () => {
  const served = (more: object) =>
    serve({
      methods: {
        "OPTIONS /": {
          Integration: {
            Type: "MOCK",
            RequestTemplates: { "application/json": "{ statusCode: 204 }" },
            IntegrationResponses: [{ StatusCode: "204" }],
            ...more,
          },
        },
      },
      api: { BinaryMediaTypes: ["multipart/form-data"] },
    });
  const TEMPLATE = "{ statusCode: 204 }";
  const forms = { "application/json": TEMPLATE, "multipart/form-data": TEMPLATE };
  const text = { ContentHandling: "CONVERT_TO_TEXT" };

  it.each<[string, object, string | undefined, number]>([
    ["no type is JSON", {}, undefined, 204],
    ["parameters do not count", {}, "Application/JSON; charset=utf-8", 204],
    ["a type without a template takes the template's place", {}, "text/plain", 500],
    ["a form cannot be read", { RequestTemplates: forms }, "multipart/form-data; boundary=b", 500],
    ["a form becomes text", { RequestTemplates: forms, ...text }, "multipart/form-data", 204],
    ["a form as text still needs a template", text, "multipart/form-data", 500],
    ["nothing passes", { PassthroughBehavior: "NEVER" }, "text/plain", 415],
    ["there are templates", { PassthroughBehavior: "WHEN_NO_TEMPLATES" }, "text/plain", 415],
  ])("%s", async (_, more, type, status) => {
    const gateway = await served(more);
    const headers = type === undefined ? [] : ["Content-Type", type];
    const answer = await gateway.send("/", { method: "OPTIONS", headers, body: "x" });
    expect(answer.status).toBe(status);
  });

  it("may name the status itself where no template does", async () => {
    const gateway = await served({ RequestTemplates: {} });
    const body = '{"statusCode": 204}';
    expect((await gateway.send("/", { method: "OPTIONS", body })).status).toBe(204);
  });

  it("is not made binary here", async () => {
    await expect(served({ ContentHandling: "CONVERT_TO_BINARY" })).rejects.toThrow(
      "OPTIONS / has content handling that the local gateway does not know.",
    );
  });
});

describe("a mock integration", () => {
  it.each([
    ['{"statusCode": 503}', 503],
    ["{ statusCode: 200 }", 200],
    ["{}", 500],
  ])("chooses its response by the mocked status: %s", async (template, status) => {
    const gateway = await serve({
      methods: {
        "GET /": {
          Integration: {
            Type: "MOCK",
            RequestTemplates: { "application/json": template },
            IntegrationResponses: [
              { StatusCode: "200" },
              { StatusCode: "503", SelectionPattern: "5\\d\\d" },
            ],
          },
        },
      },
    });
    expect((await gateway.send("/")).status).toBe(status);
  });
});
