import { isPlanName, PLANS } from "../../../../shared/model/plans.ts";
import { NOTING_NEEDS, notingAccount } from "../noting.ts";
import type { OperatorCommand } from "../operator-command.ts";

/** Gives an account another plan, with all its keys. */
export const PLAN: OperatorCommand = {
  verb: "plan",
  usage: [`plan <account> <${Object.keys(PLANS).join("|")}>`],
  needs: { USAGE_PLAN_PREFIX: "UsagePlanPrefix of the API stack", ...NOTING_NEEDS },
  parse([account, plan, ...more], { reason }) {
    if (!account || !isPlanName(plan) || more.length > 0) return undefined;
    return {
      run: async ({ by }) => {
        const { changePlan } = await import("../../../../shared/domain/api-key/change-plan.ts");
        const { accountReport } = await import("../account-report.ts");
        const note = await notingAccount({ command: "plan", reason, by: await by() }, account);
        const holder = await changePlan(account, plan, [note({ plan })]);
        return { done: true, report: accountReport(account, holder) };
      },
    };
  },
  faultOf([account, plan, ...more]) {
    const isOnlyPlan = account && plan !== undefined && !isPlanName(plan) && more.length === 0;
    return isOnlyPlan ? `There is no plan ${plan}.` : undefined;
  },
};
