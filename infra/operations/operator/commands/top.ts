import { USAGE_DAYS } from "../../../../shared/model/account/request-counter.ts";
import { NOTING_NEEDS } from "../noting.ts";
import type { OperatorCommand } from "../operator-command.ts";

/** Accounts that are told. */
const MOST = 20;

/** The accounts with the most requests. */
export const TOP: OperatorCommand = {
  verb: "top",
  usage: ["top [--days <n>]"],
  needs: NOTING_NEEDS,
  reads: true,
  parse(words) {
    const [flag = "--days", text = "1", ...more] = words;
    const days = Number(text);
    const isKnown = flag === "--days" && words.length !== 1 && more.length === 0;
    if (!isKnown || !/^\d+$/.test(text) || days < 1 || days > USAGE_DAYS) return undefined;
    return {
      run: async () => {
        const { readTop } = await import("../../../../shared/domain/account/read-usage.ts");
        const top = await readTop(MOST, days);
        const { useLogKey } = await import("../use-log-key.ts");
        await useLogKey(process.env);
        const { accountDigest } = await import("../../../../shared/account-digest.ts");
        const accounts = top.map((one) => ({ ...one, digest: accountDigest(one.account) }));
        return { done: true, report: { days, accounts } };
      },
    };
  },
  faultOf: () => `Days are a number from 1 to ${USAGE_DAYS}, today being one of them.`,
};
