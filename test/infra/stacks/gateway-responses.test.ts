import { ResponseType } from "aws-cdk-lib/aws-apigateway";
import { describe, expect, test } from "vitest";
import { gatewayErrors, INVALID_TOKEN } from "../../../infra/constructs/gateway-responses.ts";
import { SynthesisedTemplate } from "../../support/synthesised-template.ts";

const template = new SynthesisedTemplate("ProfilesApi");

const responses = template
  .ofType("AWS::ApiGateway::GatewayResponse")
  .map(([, { Properties }]) => Properties);

/** As the gateway fills in a template: by replacing its variables, nothing else. */
function fill(body: string): Record<string, unknown> {
  return JSON.parse(body.replaceAll("$context.requestId", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"));
}

const header = (name: string) => `gatewayresponse.header.${name}`;

test("every error the gateway can make is in our words", () => {
  const known = Object.values(ResponseType)
    .filter((value) => value instanceof ResponseType)
    .map(({ responseType }) => responseType);
  expect(gatewayErrors.map(({ type }) => type.responseType).sort()).toEqual(known.sort());
  expect(responses).toHaveLength(known.length);
});

describe.each(responses)("$ResponseType", (response) => {
  test("has the contract's body", () => {
    const body = fill(response.ResponseTemplates["application/json"]);
    expect(Object.keys(body)).toEqual(["detail", "code", "request_id"]);
    expect(body.detail).toMatch(/\.$/);
    expect(body.code).toMatch(/^[a-z_]+$/);
  });

  test("has the same facts as problem+json", () => {
    const plain = fill(response.ResponseTemplates["application/json"]);
    const problem = fill(response.ResponseTemplates["application/problem+json"]);
    expect(problem).toMatchObject({ ...plain, type: "about:blank", title: expect.any(String) });
    expect(problem.status).toBe(response.StatusCode ? Number(response.StatusCode) : undefined);
  });

  test("repeats nothing of the request", () => {
    const variables = JSON.stringify(response).match(/(\$?context|\$input|method)\.[\w.]+/g) ?? [];
    expect(new Set(variables.map((name) => name.replace("$", "")))).toEqual(
      new Set(["context.requestId"]),
    );
  });

  test("carries the request id and can be read by a browser", () => {
    expect(response.ResponseParameters).toMatchObject({
      [header("X-Request-Id")]: "context.requestId",
      [header("Access-Control-Allow-Origin")]: "'*'",
    });
  });
});

test("the defaults change no status", () => {
  const defaults = responses.filter(({ ResponseType: type }) => type.startsWith("DEFAULT_"));
  expect(defaults).toHaveLength(2);
  for (const response of defaults) expect(response).not.toHaveProperty("StatusCode");
});

test.each([
  ["UNAUTHORIZED", "WWW-Authenticate", "'Bearer'"],
  ["ACCESS_DENIED", "WWW-Authenticate", `'${INVALID_TOKEN}'`],
  ["THROTTLED", "Retry-After", "'1'"],
  ["QUOTA_EXCEEDED", "Retry-After", "'3600'"],
  ["AUTHORIZER_FAILURE", "Retry-After", "'5'"],
  ["AUTHORIZER_CONFIGURATION_ERROR", "Retry-After", "'5'"],
  ["INTEGRATION_FAILURE", "Retry-After", "'5'"],
])("%s tells %s", (type, name, value) => {
  const response = responses.find(({ ResponseType: one }) => one === type);
  expect(response.ResponseParameters[header(name)]).toBe(value);
});

test.each([
  ["UNAUTHORIZED", "401", '"unauthorized"'],
  ["ACCESS_DENIED", "401", '"unauthorized"'],
  ["MISSING_AUTHENTICATION_TOKEN", "404", "No such endpoint."],
  ["INVALID_SIGNATURE", "404", "No such endpoint."],
  ["REQUEST_TOO_LARGE", "413", "4.5 MB"],
  ["INTEGRATION_TIMEOUT", "504", "took too long"],
  ["AUTHORIZER_FAILURE", "503", '"code":"service_unavailable"'],
  ["AUTHORIZER_CONFIGURATION_ERROR", "503", '"code":"service_unavailable"'],
  ["INTEGRATION_FAILURE", "503", '"code":"service_unavailable"'],
  ["API_CONFIGURATION_ERROR", "500", '"code":"internal_error"'],
])("%s is a %s", (type, status, words) => {
  const response = responses.find(({ ResponseType: one }) => one === type);
  expect(response.StatusCode).toBe(status);
  expect(response.ResponseTemplates["application/json"]).toContain(words);
});

test.each([
  "API_CONFIGURATION_ERROR",
  "DEFAULT_5XX",
  "INTEGRATION_TIMEOUT",
])("%s, which is our own fault, asks for no second try", (type) => {
  const response = responses.find(({ ResponseType: one }) => one === type);
  expect(response.ResponseParameters).not.toHaveProperty([header("Retry-After")]);
});
