import { CfnApiKey, CfnUsagePlanKey } from "aws-cdk-lib/aws-apigateway";
import { Construct } from "constructs";
import {
  GATEWAY_SHARDS,
  SHARED_KINDS,
  type SharedKind,
  shardKeyValue,
} from "../../shared/model/gateway-shard.ts";

/** The plans of shared keys, and what their values are made of. */
export interface SharedGatewayKeysProps {
  readonly planIds: Readonly<Record<SharedKind, string>>;
  /** `gatewayDeployment` of the gateway's stack. */
  readonly deployment: string;
}

/**
 * The keys that accounts share, one for each shard of a kind, but for the first one of sessions, which
 * stands with the plans. Always all of them: the setting says how many the authorizer uses.
 */
export class SharedGatewayKeys extends Construct {
  constructor(scope: Construct, id: string, { planIds, deployment }: SharedGatewayKeysProps) {
    super(scope, id);
    for (const kind of SHARED_KINDS) {
      for (let shard = kind === "session" ? 1 : 0; shard < GATEWAY_SHARDS; shard += 1) {
        const name = `${kind === "session" ? "Session" : "Free"}${shard}`;
        const key = new CfnApiKey(this, `${name}Key`, {
          enabled: true,
          description: `Shared by accounts of a shard (${kind}); not a credential`,
          value: shardKeyValue(kind, deployment, shard),
        });
        new CfnUsagePlanKey(this, `${name}InPlan`, {
          keyId: key.ref,
          keyType: "API_KEY",
          usagePlanId: planIds[kind],
        });
      }
    }
  }
}
