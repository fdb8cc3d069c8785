import { expect, test } from "vitest";
import type { Caller } from "../../../../infra/operations/aws-identity.ts";
import type { Check } from "../../../../infra/operations/preflight/check.ts";
import { CHECKS } from "../../../../infra/operations/preflight/checks.ts";
import { runChecks } from "../../../../infra/operations/preflight/run-checks.ts";
import { createSubject } from "../../../../infra/operations/preflight/subject.ts";
import { changed, useCheckBench } from "./check-fixture.ts";

const bench = useCheckBench();

const NEEDS_AWS: readonly Check[] = CHECKS.filter(({ permissions }) => permissions.length > 0);

test.each(
  NEEDS_AWS.map(({ name, permissions }) => [name, permissions.join(", ")]),
)("%s that must not ask says which permission it needs, and stops nothing", async (name, permissions) => {
  bench.aws.state.denied = true;
  const all = await bench.findings(name);
  expect(all.length).toBeGreaterThan(0);
  for (const one of all) expect(one).toBe(`unknown: needs the permission ${permissions}`);
});

test.each(
  NEEDS_AWS.map(({ name }) => name),
)("%s that cannot reach AWS says so and stops nothing", async (name) => {
  await bench.aws.close();
  for (const one of await bench.findings(name))
    expect(one).toBe(`unknown: cannot be reached (ECONNREFUSED)`);
});

test.each(
  NEEDS_AWS.map(({ name }) => name),
)("%s asks nothing with bad credentials", async (name) => {
  bench.aws.state.stsError = "ExpiredToken";
  expect(await bench.findings(name)).toEqual(["unknown: needs AWS credentials"]);
  expect(bench.aws.calls.every((call) => call.startsWith("sts:"))).toBe(true);
});

test("credentials: whose they are, or why they are none", async () => {
  expect(await bench.findings("credentials")).toEqual(["ok: account 123456789012, as user/jane"]);
  bench.aws.state.stsError = "ExpiredToken";
  expect(await bench.findings("credentials")).toEqual([
    expect.stringMatching(/^stop: the credentials have expired → sign in/),
  ]);
  await bench.aws.close();
  expect(await bench.findings("credentials")).toEqual([
    "unknown: cannot be reached (ECONNREFUSED)",
  ]);
});

test("region: a commercial one that the account has enabled", async () => {
  expect(await bench.findings("region")).toEqual(["ok: eu-west-1"]);
  bench.aws.state.regions = ["us-east-1"];
  expect(await bench.findings("region", "ap-east-1")).toEqual([
    expect.stringMatching(
      /^stop: ap-east-1 does not take .* has not enabled it → enable it \(aws account enable-region --region-name ap-east-1\)/,
    ),
  ]);
  for (const region of ["cn-north-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1"]) {
    expect(await bench.findings("region", region)).toEqual([
      expect.stringMatching(/^stop: .* where CloudFront lacks .* → take a commercial region/),
    ]);
  }
  await bench.aws.close();
  expect(await bench.findings("region")).toEqual([
    "unknown: eu-west-1; whether it is enabled needs credentials",
  ]);
});

test("no region is no deployment, and nothing is asked", async () => {
  const results = await runChecks(CHECKS, createSubject(bench.assembly, undefined));
  const stops = results.filter(({ verdict }) => verdict === "stop");
  expect(stops.map(({ check, found }) => `${check}: ${found}`)).toEqual([
    "region: no region is set",
  ]);
  expect(bench.aws.calls.filter((call) => !call.startsWith("sts:"))).toEqual([]);
});

test("without good credentials all that ask AWS have one line together", async () => {
  bench.aws.state.stsError = "ExpiredToken";
  const results = await runChecks(CHECKS, createSubject(bench.assembly, "eu-west-1"));
  const { check, verdict, found } = results.at(-1) ?? {};
  const names = NEEDS_AWS.map(({ name }) => name).join(", ");
  expect({ check, verdict, found }).toEqual({
    ...{ check: "others", verdict: "unknown" },
    found: `${names}: all need AWS credentials`,
  });
  expect(results).toHaveLength(CHECKS.length - NEEDS_AWS.length + 1);
});

const MISSPELT = "eu-wset-1";

/** Checks with what STS of the misspelt region, and of us-east-1, comes to. */
async function lookAt(caller: Caller): Promise<string[]> {
  const subject = createSubject(bench.assembly, MISSPELT);
  const results = await runChecks(CHECKS, { ...subject, caller: async () => caller });
  return results.map(({ check, verdict, found }) => `${check} ${verdict}: ${found}`);
}

test("a region that there is not stops, and nothing else is asked", async () => {
  const seen = await lookAt({ kind: "no-region" });
  expect(seen).toContain(`region stop: there is no region ${MISSPELT}`);
  expect(seen.filter((line) => line.includes(" stop: "))).toHaveLength(1);
  expect(bench.aws.calls).toEqual([]);
});

test("where no region answers one row names the host", async () => {
  const host = `sts.${MISSPELT}.amazonaws.com`;
  const seen = await lookAt({ kind: "unreachable", host });
  expect(seen.filter((line) => line.includes("amazonaws"))).toEqual([
    `credentials unknown: ${host} cannot be reached: no network, or no such region`,
  ]);
  expect(seen.at(-1)).toMatch(/^others unknown: bootstrap, .*: all need an answer of AWS$/);
});

test("bootstrap: there, and recent enough", async () => {
  expect(await bench.findings("bootstrap")).toEqual(["ok: version 28, at least 6 is needed"]);
  bench.aws.state.bootstrapVersion = "5";
  expect(await bench.findings("bootstrap")).toEqual([
    "stop: version 5, but 6 is needed → npm run bootstrap brings it up to date",
  ]);
  bench.aws.state.bootstrapVersion = undefined;
  expect(await bench.findings("bootstrap")).toEqual([
    "stop: the CDK was never prepared in this account and region → npm run bootstrap",
  ]);
});

/** The laptop's templates reserve 10 for uploads. */
const reserving = (count: number) => {
  const { template } =
    bench.assembly.stacks.find(({ name }) => name === "ProfilesBackground") ?? {};
  if (!template) throw new Error("There is no stack for the background.");
  const background = changed(template, ({ Resources }) => {
    for (const { Properties } of Object.values(Resources)) {
      if (Properties?.ReservedConcurrentExecutions === undefined) continue;
      Properties.ReservedConcurrentExecutions = count;
    }
  });
  bench.synthesise({ background });
};

test.each([
  [
    10,
    10,
    10,
    /^stop: 10 functions at a time.*photoConcurrency 10 is over the 0 that are left → leave it 0/,
  ],
  [10, 10, 0, /^warning: 10 functions at a time: enough to try it.*Service Quotas/],
  [105, 105, 10, /^stop: 105 .* is over the 5 that are left → -c photoConcurrency=5 or less/],
  [1_000, 1_000, 10, /^ok: 1000 functions at a time, 10 of them reserved/],
  [1_000, 1_000, 0, /^ok: 1000 functions at a time; there is room for -c photoConcurrency=10$/],
  [1_000, 105, 0, /^ok: 1000 functions at a time, 0 of them/],
  [110, 110, 10, /^ok: 110 functions/],
])("concurrency of %i with %i unreserved, where %i are to be", async (limit, unreserved, wanted, expected) => {
  bench.aws.state.concurrency = { limit, unreserved };
  reserving(wanted);
  expect(await bench.findings("concurrency")).toEqual([expect.stringMatching(expected)]);
});

test("concurrency: what the deployment has reserved already is its own", async () => {
  bench.aws.state.concurrency = { limit: 120, unreserved: 100 };
  reserving(20);
  expect(await bench.findings("concurrency")).toEqual([expect.stringMatching(/^stop/)]);
  bench.deploy(bench.assembly.api.template, bench.assembly.stateful.template);
  expect(await bench.findings("concurrency")).toEqual([expect.stringMatching(/^ok/)]);
});

test("concurrency: a function that moved to another stack gives nothing back before", async () => {
  bench.aws.state.concurrency = { limit: 120, unreserved: 100 };
  reserving(20);
  const { api, stateful } = bench.assembly;
  const Properties = { ReservedConcurrentExecutions: 20 };
  const before = changed(api.template, ({ Resources }) => {
    Resources.Moved = { Type: "AWS::Lambda::Function", Properties };
  });
  bench.aws.state.stacks = {
    ProfilesApi: { status: "UPDATE_COMPLETE", template: before },
    ProfilesStateful: { status: "UPDATE_COMPLETE", template: stateful.template },
  };
  expect(await bench.findings("concurrency")).toEqual([
    expect.stringMatching(/^stop: 120 .* photoConcurrency 20 is over the 0 that are left/),
  ]);
});

test("shared keys: the gateway must not name some that are still to be made", async () => {
  expect(await bench.findings("shared keys")).toEqual(["ok: 32 of each kind"]);
  bench.deploy(bench.assembly.api.template, bench.assembly.stateful.template);
  expect(await bench.findings("shared keys")).toEqual(["ok: 32 of each kind"]);
  const { ProfilesPlans: _, ...stacks } = bench.aws.state.stacks;
  bench.aws.state.stacks = stacks;
  expect(await bench.findings("shared keys")).toEqual([
    expect.stringMatching(
      /^stop: ProfilesPlans is not deployed, .* → deploy twice: .*gatewayShards=1/,
    ),
  ]);
  const text = JSON.stringify(bench.assembly.api.template);
  const one = text.replace('"GATEWAY_SHARDS":"32"', '"GATEWAY_SHARDS":"1"');
  bench.synthesise({ api: JSON.parse(one) });
  expect(await bench.findings("shared keys")).toEqual(["ok: the one that every release has"]);
});

test("gateway keys: counted over all pages", async () => {
  bench.aws.state.gatewayKeys = 1_234;
  expect(await bench.findings("gateway keys")).toEqual(["ok: 1,234 of 10,000 keys in use"]);
  expect(bench.aws.calls.filter((call) => call === "apigateway:/apikeys")).toHaveLength(3);
  bench.aws.state.gatewayKeys = 8_000;
  expect(await bench.findings("gateway keys")).toEqual([
    expect.stringMatching(/^warning: 8,000 of 10,000 keys in use → docs\/operations.md/),
  ]);
  bench.aws.state.gatewayKeys = 10_000;
  expect(await bench.findings("gateway keys")).toEqual([expect.stringMatching(/^stop: 10,000 of/)]);
  bench.deploy(bench.assembly.api.template, bench.assembly.stateful.template);
  expect(await bench.findings("gateway keys")).toEqual([
    expect.stringMatching(/^warning: 10,000 of/),
  ]);
});
