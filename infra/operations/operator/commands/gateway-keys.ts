import type { OperatorCommand } from "../operator-command.ts";

/** Leaves keys of the gateway to accounts of paying plans alone. */
export const GATEWAY_KEYS: OperatorCommand = {
  verb: "gateway-keys",
  usage: ["gateway-keys"],
  needs: { USAGE_PLAN_PREFIX: "UsagePlanPrefix of the API stack" },
  parse(words) {
    if (words.length > 0) return undefined;
    return {
      run: async () => {
        const { tidyGatewayKeys } = await import("../tidy-gateway-keys.ts");
        return { done: true, report: await tidyGatewayKeys() };
      },
    };
  },
};
