import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FirstCall } from "../../bench/cold/measure-first-call.ts";
import type { ColdSamples } from "../../bench/peers/measure-cold.ts";
import { peersResult } from "../../bench/peers/peers-result.ts";
import type { BuildName, Bundles, Service } from "../../bench/peers/subject.ts";

describe("the result", () => {
  const cold = [
    sample("profiles-api", "our build", call({ loadCpuMs: 50, callCpuMs: 10 })),
    sample("Hono", "stock build", call({ loadCpuMs: 40, callCpuMs: 20 })),
    sample("Hono", "our build", call({ loadCpuMs: 30, callCpuMs: 5 })),
    sample("Powertools", "stock build", call({ loadCpuMs: 60, callCpuMs: 40 })),
  ];
  const { tables, targets, samples } = peersResult(cold, [], { coldRounds: 1, warmRounds: 1 });

  test("tells loading and the call apart, with the wait at the function's share of a core", () => {
    const waits = tables.find(({ title }) => title.includes("wait"));
    // 1,024 of 1,769 MB: the call takes 1.73 times its CPU time.
    expect(waits?.rows.map((row) => row.slice(0, 5))).toEqual([
      ["this API", "50.0", "10.0", "67", "1.00"],
      ["Hono, stock build", "40.0", "20.0", "75", "0.90"],
      ["Hono, our build", "30.0", "5.0", "39", "1.74"],
      ["Powertools, stock build", "60.0", "40.0", "129", "0.52"],
    ]);
    expect(waits?.rows.map((row) => row.length)).toEqual(cold.map(() => waits?.columns.length));
    expect(samples["cold, Hono, our build, behindAuthorizer: loadCpuMs"]).toEqual([30]);
    expect(samples["cold, Hono, our build, behindAuthorizer: callCpuMs"]).toEqual([5]);
  });

  test("promises a wait no longer than any peer's, in each of its builds", () => {
    const held = targets.filter(({ what }) => what.includes("modelled wait"));
    expect(held.map(({ what, value, most }) => [what, value.toFixed(2), most])).toEqual([
      [waitOf("Hono, stock build"), "0.90", 1],
      [waitOf("Hono, our build"), "1.74", 1],
      [waitOf("Powertools, stock build"), "0.52", 1],
    ]);
    expect(targets).toHaveLength(held.length + 4);
  });
});

describe("a service behind the authorizer", () => {
  const { authorized } = createRequire(import.meta.url)("../../bench/peers/authorized.cjs");
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "authorized-"));
    await writeFile(join(folder, "authorizer.cjs"), AUTHORIZER);
    await writeFile(join(folder, "service.mjs"), SERVICE);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ["good", { statusCode: 200, body: "jane" }],
    ["denied", { statusCode: 401, headers: {}, body: "" }],
    ["none", { statusCode: 401, headers: {}, body: "" }],
  ])("answers as the gateway would: %s", async (token, answer) => {
    const handler = await authorized(join(folder, "authorizer.cjs"), join(folder, "service.mjs"));
    expect(await handler({ token, requestContext: {} }, {})).toEqual(answer);
  });

  test("does not hide a fault of the authorizer", async () => {
    const handler = await authorized(join(folder, "authorizer.cjs"), join(folder, "service.mjs"));
    await expect(handler({ token: "fault", requestContext: {} }, {})).rejects.toThrow("fault");
  });
});

const AUTHORIZER = `exports.handler = async ({ token }) => {
  if (token === "none") throw new Error("Unauthorized");
  if (token === "fault") throw new Error("fault");
  const Effect = token === "good" ? "Allow" : "Deny";
  return { policyDocument: { Statement: [{ Effect }] }, context: { account: "jane" } };
};`;

/** It is waited for, as Lambda does. */
const SERVICE = `const statusCode = await Promise.resolve(200);
export const handler = async ({ requestContext }) =>
  ({ statusCode, body: requestContext.authorizer.account });`;

function waitOf(peer: string): string {
  return `cold: get-profile, modelled wait at 1024 MB against ${peer}, behind the authorizer`;
}

function sample(service: Service, build: BuildName, first: FirstCall): ColdSamples {
  const bundles = {} as Bundles;
  const files = { whole: bundles, behindAuthorizer: bundles, guarded: bundles };
  const subject = { service, build, hasAllJobs: true, bytes: 0, ...files };
  return { subject, behindAuthorizer: [first], whole: [first] };
}

function call(cpu: Pick<FirstCall, "loadCpuMs" | "callCpuMs">): FirstCall {
  return { ...cpu, cpuMs: 0, loadMs: 0, callMs: 1, totalMs: 1, peakMb: 0, answer: undefined };
}
