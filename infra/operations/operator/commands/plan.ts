import { isPlanName, PLANS } from "../../../../shared/model/plans.ts";
import type { OperatorCommand } from "../operator-command.ts";

/** Gives an account another plan, with all its keys. */
export const PLAN: OperatorCommand = {
  verb: "plan",
  usage: [`plan <account> <${Object.keys(PLANS).join("|")}>`],
  needs: { USAGE_PLAN_PREFIX: "UsagePlanPrefix of the API stack" },
  parse([account, plan, ...more]) {
    if (!account || !isPlanName(plan) || more.length > 0) return undefined;
    return {
      run: async () => {
        const { changePlan } = await import("../../../../shared/domain/api-key/change-plan.ts");
        const { accountReport } = await import("../account-report.ts");
        return { done: true, report: accountReport(account, await changePlan(account, plan)) };
      },
    };
  },
  faultOf([account, plan, ...more]) {
    const isOnlyPlan = account && plan !== undefined && !isPlanName(plan) && more.length === 0;
    return isOnlyPlan ? `There is no plan ${plan}.` : undefined;
  },
};
