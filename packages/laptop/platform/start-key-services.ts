import { join } from "node:path";
import { startControlPlane } from "../services/api-gateway/control-plane/control-plane.ts";
import { GatewayKeyStore } from "../services/api-gateway/control-plane/gateway-key-store.ts";
import { QuotaCounters } from "../services/api-gateway/quota-counters.ts";
import type { Iam } from "../services/iam/iam.ts";
import type { StoredSecret } from "../services/secrets-manager/secret-store.ts";
import { startSecretsManager } from "../services/secrets-manager/secrets-manager.ts";
import type { DeployedResources } from "../template/deployed-resources.ts";

/** What the control plane and Secrets Manager stand on. */
export interface KeyServicesOptions {
  /** Data folder; absolute. */
  readonly dataDir: string;
  readonly resources: DeployedResources;
  readonly iam: Iam;
  readonly secrets: StoredSecret[];
  readonly log: (message: string) => void;
}

/** What API keys and usage plans need around the gateway. */
export interface KeyServices {
  readonly keys: GatewayKeyStore;
  readonly quotas: QuotaCounters;
  /** URL of API Gateway's control plane. */
  readonly apiGateway: string;
  /** URL of Secrets Manager. */
  readonly secretsManager: string;
  close(): Promise<void>;
}

/** Opens the gateway's keys and the quotas' counts, and serves them and the secrets on the loopback. */
export async function startKeyServices(options: KeyServicesOptions): Promise<KeyServices> {
  const { dataDir, resources, iam, secrets, log } = options;
  const keys = await GatewayKeyStore.open(join(dataDir, "gateway-keys.json"), resources);
  const quotas = await QuotaCounters.open(join(dataDir, "gateway-usage.json"));
  const controlPlane = await startControlPlane({ keys, iam, log });
  const secretsManager = await startSecretsManager({ secrets, iam });
  return {
    keys,
    quotas,
    apiGateway: controlPlane.endpoint,
    secretsManager: secretsManager.endpoint,
    async close() {
      await Promise.all([controlPlane.close(), secretsManager.close(), quotas.close()]);
    },
  };
}
