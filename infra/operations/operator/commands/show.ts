import { NOTING_NEEDS } from "../noting.ts";
import { onlyAccount } from "../only-account.ts";
import type { OperatorCommand } from "../operator-command.ts";

/** What an account has, what it has used in 30 days, and whether it is in order. */
export const SHOW: OperatorCommand = {
  verb: "show",
  usage: ["show <account>"],
  needs: NOTING_NEEDS,
  reads: true,
  parse(words) {
    const account = onlyAccount(words);
    if (account === undefined) return undefined;
    return {
      run: async () => {
        const { showAccount } = await import("../show-account.ts");
        return { done: true, report: await showAccount(account) };
      },
    };
  },
};
