import { Agent } from "node:https";
import { connect, Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { identifyCaller } from "../../../../infra/operations/aws-identity.ts";
import {
  ACCOUNT,
  type AwsEndpoints,
  awsEnvironment,
  freshState,
  startAwsEndpoints,
} from "./aws-endpoints.ts";

let aws: AwsEndpoints;
beforeEach(async () => {
  aws = await startAwsEndpoints(freshState());
  const environment = { ...awsEnvironment(aws.endpoint), AWS_ENDPOINT_URL: "" };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

/** A network that knows the hosts of these regions, all of them on the loopback; no others. */
class Network extends Agent {
  readonly #regions: readonly string[];

  constructor(regions: readonly string[]) {
    super();
    this.#regions = regions;
  }

  override createConnection({ host }: { host?: string | null | undefined }): Socket {
    if (this.#regions.some((region) => host === `sts.${region}.amazonaws.com`)) {
      return connect(Number(new URL(aws.endpoint).port), "127.0.0.1");
    }
    const unknown = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
      ...{ code: "ENOTFOUND", hostname: host },
    });
    return new Socket().destroy(unknown);
  }
}

function callerIn(region: string, regions: readonly string[]) {
  const requestHandler = { httpsAgent: new Network(regions) };
  return identifyCaller({ region, maxAttempts: 1, requestHandler });
}

test("a region whose host there is not, while us-east-1 answers, is no region", async () => {
  const known = ["us-east-1", "eu-west-1"];
  expect(await callerIn("eu-west-1", known)).toMatchObject({ kind: "known", account: ACCOUNT });
  expect(await callerIn("eu-wset-1", known)).toEqual({ kind: "no-region" });
  expect(await callerIn("eu west 1", known)).toEqual({ kind: "no-region" });
  // A refusal is an answer, too.
  aws.state.stsError = "ExpiredToken";
  expect(await callerIn("eu-wset-1", known)).toEqual({ kind: "no-region" });
});

test.each([
  "eu-wset-1",
  "us-east-1",
])("without a network the host of %s is told", async (region) => {
  const host = `sts.${region}.amazonaws.com`;
  expect(await callerIn(region, [])).toEqual({ kind: "unreachable", host });
});
