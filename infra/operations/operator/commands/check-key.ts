import { NOTING_NEEDS, noting } from "../noting.ts";
import type { OperatorCommand } from "../operator-command.ts";

/** Issues the API key that the service's own check uses, in place of the one it has. */
export const CHECK_KEY: OperatorCommand = {
  verb: "check-key",
  usage: ["check-key"],
  needs: {
    ...NOTING_NEEDS,
    CHECK_SECRET_ARN: "CheckSecretArn of the API stack",
    PEPPER_SECRET_ARN: "PepperSecretArn of the stateful stack",
    USAGE_PLAN_PREFIX: "UsagePlanPrefix of the API stack",
  },
  parse(words, { reason }) {
    if (words.length > 0) return undefined;
    return {
      run: async ({ by }) => {
        const { issueCheckKey } = await import("../issue-check-key.ts");
        const note = await noting({ command: "check-key", reason, by: await by() });
        const secretArn = process.env.CHECK_SECRET_ARN ?? "";
        return { done: true, report: await issueCheckKey(secretArn, note) };
      },
    };
  },
};
