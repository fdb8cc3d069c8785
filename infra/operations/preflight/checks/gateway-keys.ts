import { countGatewayKeys } from "../../../../shared/persistence/count-gateway-keys.ts";
import type { Check } from "../check.ts";
import { holdsResources } from "../deployed-stack.ts";
import { ok, stop, warning } from "../finding.ts";

/** Of an account and region; AWS does not raise it. */
const CEILING = 10_000;
const ACT_AT = 8_000;

/** Keys in API Gateway: those that accounts share, and one of each account of a paying plan. */
export const gatewayKeys: Check = {
  name: "gateway keys",
  permissions: ["apigateway:GET on /apikeys"],
  async run({ assembly, clients, deployed }) {
    const used = await countGatewayKeys(clients.apiGateway);
    const counted = `${used.toLocaleString("en")} of 10,000 keys in use`;
    if (used < ACT_AT) return ok(counted);
    const remedy =
      "docs/operations.md, Keys in the gateway: remove those that no account needs, or deploy to another account or region";
    const stack = await deployed(assembly.api);
    // A first deployment makes the shared ones; a later one none.
    if (used >= CEILING && !holdsResources(stack)) return stop(counted, remedy);
    return warning(counted, remedy);
  },
};
