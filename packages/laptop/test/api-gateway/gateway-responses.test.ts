import { describe, expect, it } from "vitest";
import { type ApiDescription, authorized, InvocationError, serve } from "./gateway-fixture.ts";

const UNKNOWN = "MISSING_AUTHENTICATION_TOKEN";
const json = (template: string) => ({ ResponseTemplates: { "application/json": template } });

async function unknownPath(
  gatewayResponses: ApiDescription["gatewayResponses"],
  headers?: string[],
) {
  const gateway = await serve({
    methods: { "GET /a": "echo" },
    stage: { Variables: { mode: "fast" } },
    ...(gatewayResponses && { gatewayResponses }),
  });
  return gateway.send("/no?q=1", { headers: headers ?? [] });
}

describe("a gateway response", () => {
  it.each<[string, ApiDescription["gatewayResponses"], number, unknown]>([
    ["its own type", { [UNKNOWN]: json('{"own":1}'), DEFAULT_4XX: json("{}") }, 403, { own: 1 }],
    ["the default of its class", { DEFAULT_4XX: json('{"class":1}') }, 403, { class: 1 }],
    [
      "API Gateway itself",
      { DEFAULT_5XX: json("{}"), UNAUTHORIZED: json("{}") },
      403,
      { message: "Missing Authentication Token" },
    ],
    ["its own type, with a status", { [UNKNOWN]: { ...json("{}"), StatusCode: "404" } }, 404, {}],
    ["the default, with a status", { DEFAULT_4XX: { ...json("{}"), StatusCode: "418" } }, 418, {}],
    [
      "a type without templates",
      { [UNKNOWN]: { StatusCode: 404 } },
      404,
      { message: "Missing Authentication Token" },
    ],
  ])("comes from %s", async (_name, responses, status, body) => {
    const received = await unknownPath(responses);
    expect([received.status, received.json]).toEqual([status, body]);
  });

  it("fills in its variables", async () => {
    const template = JSON.stringify({
      id: "$context.requestId",
      text: "$context.error.message",
      type: "$context.error.responseType",
      path: "$context.path",
      agent: "$context.identity.userAgent",
      mode: "$stageVariables.mode",
      origin: "$method.request.header.Origin",
      q: "$method.request.querystring.q",
      nothing: "$context.authorizer.principalId",
      inherited: "$context.constructor.name",
    }).replace('"id"', '"quoted":$context.error.messageString,"id"');
    const headers = ["origin", "https://a.example", "User-Agent", "me"];
    const received = await unknownPath({ [UNKNOWN]: json(template) }, headers);
    expect(received.json).toEqual({
      quoted: "Missing Authentication Token",
      id: received.headers["x-amzn-requestid"],
      text: "Missing Authentication Token",
      type: UNKNOWN,
      path: "/test/no",
      agent: "me",
      mode: "fast",
      origin: "https://a.example",
      q: "1",
      nothing: "",
      inherited: "",
    });
  });

  it("sets headers from literals and variables", async () => {
    const { headers } = await unknownPath(
      {
        [UNKNOWN]: {
          ResponseParameters: {
            "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
            "gatewayresponse.header.X-Request-Id": "context.requestId",
            "gatewayresponse.header.X-Origin": "method.request.header.Origin",
            "gatewayresponse.header.X-None": "method.request.header.Nothing",
          },
        },
      },
      ["Origin", "https://a.example"],
    );
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "x-request-id": headers["x-amzn-requestid"],
      "x-origin": "https://a.example",
    });
    expect(headers).not.toHaveProperty("x-none");
  });

  it.each([
    ["application/problem+json", "application/problem+json"],
    ["text/html, application/problem+json;q=0.5", "application/problem+json"],
    ["application/json, application/problem+json", "application/json"],
    ["text/html", "application/json"],
    ["*/*", "application/json"],
    [undefined, "application/json"],
  ])("is chosen by Accept: %s", async (accept, contentType) => {
    const ResponseTemplates = { "application/problem+json": "{}", "application/json": "{}" };
    const headers = accept === undefined ? [] : ["Accept", accept];
    const received = await unknownPath({ [UNKNOWN]: { ResponseTemplates } }, headers);
    expect(received.headers["content-type"]).toBe(contentType);
  });

  it("has null as message where the gateway says nothing", async () => {
    const gateway = await serve({
      methods: { "GET /a": authorized("echo") },
      gatewayResponses: { DEFAULT_5XX: json('{"detail":$context.error.messageString}') },
    });
    gateway.functions.authorizer = () => "broken";
    const received = await gateway.send("/a");
    expect([received.status, received.json]).toEqual([500, { detail: null }]);
  });

  it("keeps 502 of a failed function under the default of its class", async () => {
    const gateway = await serve({
      methods: { "GET /a": "echo" },
      gatewayResponses: { DEFAULT_5XX: json("{}") },
    });
    gateway.functions.echo = () => new InvocationError({ kind: "crash", message: "gone" });
    expect((await gateway.send("/a")).status).toBe(502);
  });
});
