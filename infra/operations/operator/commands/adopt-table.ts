import type { OperatorCommand } from "../operator-command.ts";

/** Makes a restored table one that the service can stand on. */
export const ADOPT_TABLE: OperatorCommand = {
  verb: "adopt-table",
  usage: ["adopt-table <restored table>"],
  parse([table, ...more]) {
    if (!/^[\w.-]{3,255}$/.test(table ?? "") || table === undefined || more.length > 0)
      return undefined;
    return {
      question: async () =>
        `Set stream, expiry, point-in-time recovery and deletion protection of the table ${table}?`,
      run: async ({ tell }) => {
        const { adoptTable } = await import("../adopt-table.ts");
        return { done: true, report: await adoptTable(table, process.env.TABLE_NAME ?? "", tell) };
      },
    };
  },
};
