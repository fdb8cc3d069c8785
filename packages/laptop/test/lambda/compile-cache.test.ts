import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { LambdaService } from "../../services/lambda/lambda-service.ts";
import { eventually } from "../support/eventually.ts";
import { folderWith, functionArn, functionWithRole, lambdaOf } from "./function-fixture.ts";

const services: LambdaService[] = [];
afterAll(() => Promise.all(services.map((service) => service.stop())));

const ARN = functionArn("f");
const CODE = `const { getCompileCacheDir } = require("node:module");
  exports.handler = async () => ({
    kept: getCompileCacheDir() !== undefined,
    args: process.argv.length,
    seen: Object.keys(process.env).filter((name) => /COMPILE/.test(name)),
  });`;

function serve(compileCache?: string): LambdaService {
  const code = folderWith({ "index.js": CODE });
  const { lambda } = lambdaOf(functionWithRole("f", code), { compileCache });
  services.push(lambda);
  return lambda;
}

test("what V8 compiled is kept for the next cold start, and functions see no sign of it", async () => {
  const folder = join(folderWith({}), "cache");
  const lambda = serve(folder);
  const answer = { payload: { kept: true, args: 2, seen: [] } };
  expect(await lambda.invoke(ARN, {})).toEqual(answer);
  const files = () => readdirSync(folder, { recursive: true, withFileTypes: true });
  await eventually(() => expect(files().some((file) => file.isFile())).toBe(true));
  await lambda.recycle(ARN);
  expect(await lambda.invoke(ARN, {})).toEqual(answer);
});

test("without a folder nothing is kept: cold starts compile as on Lambda", async () => {
  const answer = { payload: { kept: false, args: 2, seen: [] } };
  expect(await serve().invoke(ARN, {})).toEqual(answer);
});
