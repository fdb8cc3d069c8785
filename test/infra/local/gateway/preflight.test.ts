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
