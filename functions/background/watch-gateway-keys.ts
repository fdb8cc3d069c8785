import { logFigure } from "../../shared/metric.ts";
import { countGatewayKeys } from "../../shared/persistence/count-gateway-keys.ts";

/** Counts the keys of the gateway, of which AWS has 10,000 an account and region; run by the schedule. */
export async function handler(): Promise<void> {
  logFigure("keys of the gateway", "GatewayKeys", "Count", await countGatewayKeys());
}
