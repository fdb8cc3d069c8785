import type { OperatorCommand } from "../operator-command.ts";

/** What an account has. */
export const SHOW: OperatorCommand = {
  verb: "show",
  usage: ["show <account>"],
  reads: true,
  parse([account, ...more]) {
    if (!account || more.length > 0) return undefined;
    return {
      run: async () => {
        const { findKeyHolder } = await import(
          "../../../../shared/persistence/key-holder-repository.ts"
        );
        const { accountReport } = await import("../account-report.ts");
        return { done: true, report: accountReport(account, await findKeyHolder(account)) };
      },
    };
  },
};
