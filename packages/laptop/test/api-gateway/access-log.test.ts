import { expect, it } from "vitest";
import { authorized, InvocationError, serve } from "./gateway-fixture.ts";

const METHODS = { methods: { "GET /a/{id}": authorized("echo") } };
const withFormat = (Format: string) => ({ ...METHODS, stage: { AccessLogSetting: { Format } } });

it("writes an object when the format is JSON", async () => {
  const fields = {
    requestId: "$context.requestId",
    method: "$context.httpMethod",
    resourcePath: "$context.resourcePath",
    status: "$context.status",
    length: "$context.responseLength",
    latency: "$context.responseLatency",
    integrationLatency: "$context.integrationLatency",
    integrationStatus: "$context.integration.status",
    principal: "$context.authorizer.principalId",
    agent: "$context.identity.userAgent",
    error: "$context.error.responseType",
    both: "$context.stage/$context.apiId",
  };
  const gateway = await serve(withFormat(JSON.stringify(fields)));
  const { headers } = await gateway.send("/a/1", { headers: ["User-Agent", '"},{"a":"'] });
  expect(gateway.log).toEqual([
    {
      requestId: headers["x-amzn-requestid"],
      method: "GET",
      resourcePath: "/a/{id}",
      status: "200",
      length: "4",
      latency: expect.stringMatching(/^\d+$/),
      integrationLatency: expect.stringMatching(/^\d+$/),
      integrationStatus: "200",
      principal: "someone",
      agent: '"},{"a":"',
      error: "-",
      both: "test/local",
    },
  ]);
});

it("writes a text for any other format, and a dash for what there is not", async () => {
  const gateway = await serve(
    withFormat(
      "$context.identity.sourceIp $context.resourcePath $context.status $context.error.message",
    ),
  );
  await gateway.send("/unknown");
  expect(gateway.log).toEqual([{ message: "127.0.0.1 - 403 Missing Authentication Token" }]);
});

it("says what the function said when it failed", async () => {
  const gateway = await serve(withFormat('{"why":"$context.integrationErrorMessage"}'));

  gateway.functions.echo = () => new InvocationError({ kind: "unhandled", message: "Broken" });
  await gateway.send("/a/1");
  expect(gateway.log.at(-1)).toEqual({ why: "Broken" });
});

it("writes nothing for a stage without an access log", async () => {
  const gateway = await serve(METHODS);
  await gateway.send("/a/1");
  expect(gateway.log).toEqual([]);
});
