import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { afterEach } from "vitest";
import {
  type ControlPlaneOptions,
  startControlPlane,
} from "../../services/api-gateway/control-plane/control-plane.ts";
import { GatewayKeyStore } from "../../services/api-gateway/control-plane/gateway-key-store.ts";
import { Iam, type Principal } from "../../services/iam/iam.ts";
import { type DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { functionArn, functionWithRole, resource } from "../lambda/function-fixture.ts";
import { sdkOptions } from "../support/sdk-options.ts";

const ON_CONTROL_PLANE = "arn:aws:apigateway:us-east-1::";

/** Value of the stack's key. */
export const SESSION_VALUE = "session-0123456789abcdef";

/** Three plans of one stage, one of another, and the key `session` in the plan `session`. */
export function planResources(more: readonly DeployedResource[] = []): DeployedResources {
  const gateway = (type: string, id: string, properties: { [name: string]: Json }) =>
    resource(`AWS::ApiGateway::${type}`, id, "", properties);
  const plan = (id: string, Stage: string, properties: { [name: string]: Json } = {}) =>
    gateway("UsagePlan", id, {
      UsagePlanName: `stack-${id}`,
      ApiStages: [{ ApiId: "local", Stage }],
      ...properties,
    });
  const allow = (Action: string[], Resource: string[]) => ({
    Effect: "Allow",
    Action: Action.map((verb) => `apigateway:${verb}`),
    Resource: Resource.map((path) => ON_CONTROL_PLANE + path),
  });
  return new DeployedResources([
    plan("session", "live"),
    plan("free", "live", {
      Throttle: { RateLimit: 5, BurstLimit: 9 },
      Quota: { Limit: 7, Period: "WEEK", Offset: 2 },
    }),
    plan("startup", "live"),
    plan("elsewhere", "other"),
    gateway("ApiKey", "session-key", { Name: "Session", Value: SESSION_VALUE, Enabled: true }),
    gateway("UsagePlanKey", "session-member", { UsagePlanId: "session", KeyId: "session-key" }),
    ...functionWithRole("maker", "/", {}, [
      allow(["POST"], ["/apikeys", "/usageplans/free/keys"]),
      allow(["DELETE"], ["/apikeys/*"]),
    ]),
    ...more,
  ]);
}

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A file for keys that does not exist yet. */
export function keyFile(): string {
  return join(mkdtempSync(join(tmpdir(), "gateway-keys-")), "gateway-keys.json");
}

/** A running control plane, with a client for the administrator or one function. */
export async function serveControlPlane(
  file = keyFile(),
  options: Partial<ControlPlaneOptions> = { keyRate: { rateLimit: 1_000, burstLimit: 1_000 } },
) {
  const resources = planResources();
  const iam = Iam.fromResources(resources);
  const keys = await GatewayKeyStore.open(file, resources);
  const log: string[] = [];
  const server = await startControlPlane({
    keys,
    iam,
    log: (message) => log.push(message),
    ...options,
  });
  closers.push(() => server.close());
  const clientOf = (principal: Principal) => {
    const client = new APIGatewayClient(sdkOptions(server.endpoint, principal));
    closers.push(async () => client.destroy());
    return client;
  };
  return {
    keys,
    log,
    endpoint: server.endpoint,
    clientOf,
    iam,
    administrator: clientOf(iam.administrator),
    maker: clientOf(iam.principalOf(functionArn("maker"))),
  };
}
