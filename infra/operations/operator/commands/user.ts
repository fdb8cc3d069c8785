import type { OperatorCommand } from "../operator-command.ts";
import { parseUserOrder, USER_VERBS } from "../user-order.ts";

/** Invites people into the user pool, and lets them in or out. */
export const USER: OperatorCommand = {
  verb: "user",
  usage: [`user <${USER_VERBS.join("|")}> <e-mail address>`],
  needs: { USER_POOL_ID: "UserPoolId of the stateful stack" },
  notOnLaptop:
    "There is no user pool on the laptop, where npm run token makes tokens; for a deployment set USER_POOL_ID, the output UserPoolId of the stateful stack.",
  parse(words) {
    const order = parseUserOrder(words);
    if (!order) return undefined;
    return {
      run: async () => {
        const { manageUser } = await import("../user-commands.ts");
        const report = await manageUser(process.env.USER_POOL_ID ?? "", order);
        return { done: true, report };
      },
    };
  },
};
