import { NOTING_NEEDS } from "../noting.ts";
import type { OperatorCommand } from "../operator-command.ts";

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** What operators have done. */
export const AUDIT: OperatorCommand = {
  verb: "audit",
  usage: ["audit [<account or slug>] [--month <yyyy-mm>]"],
  needs: NOTING_NEEDS,
  reads: true,
  parse(words) {
    const at = words.indexOf("--month");
    const month = at < 0 ? new Date().toISOString().slice(0, 7) : (words[at + 1] ?? "");
    const rest = at < 0 ? words : words.toSpliced(at, 2);
    const [about] = rest;
    if (!MONTH.test(month) || rest.length > 1 || about?.startsWith("--")) return undefined;
    return {
      run: async () => {
        const { findAudit } = await import("../../../../shared/persistence/audit-repository.ts");
        // A profile is in records by its id, accounts and slugs are by their digests.
        const words = about === undefined ? undefined : [about, await digestOf(about)];
        return { done: true, report: { month, records: await findAudit(month, words) } };
      },
    };
  },
};

async function digestOf(about: string): Promise<string> {
  const { useLogKey } = await import("../use-log-key.ts");
  await useLogKey(process.env);
  const { accountDigest } = await import("../../../../shared/account-digest.ts");
  return accountDigest(about);
}
