import { createAccountExportRoute } from "../../../shared/routes/account/create-account-export.ts";
import { getAccountExportRoute } from "../../../shared/routes/account/get-account-export.ts";
import { describe, expectEqual, expectStatus, expectThat, headerOf } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import { sendTo } from "./http-client.ts";
import { every, seconds, type WalkContext } from "./walk-context.ts";

const STORED = { document: DOCUMENT.export, onlyAws: true } as const;

/** An archive of the account is made, and is at its signed address. */
export async function walkAccountExport(context: WalkContext): Promise<void> {
  const { facts, owner, until, onLaptop } = context;
  const { id } = await facts.must<{ readonly id: string }>(
    "ask for everything of the account (several partitions)",
    { document: DOCUMENT.table, spansPartitions: true },
    async () => {
      // One a day and account: a further walk of the day is given the same.
      const key = `smoke-export-${new Date().toISOString().slice(0, 10)}`;
      const headers = { "idempotency-key": key };
      return expectStatus(await owner.call(createAccountExportRoute, { headers }), 202).json;
    },
  );
  const { url } = await facts.must<{ readonly url: string }>(
    "the archive is made",
    STORED,
    async (note) => {
      const pauses = every(onLaptop ? 100 : 1_000, { upTo: 120_000 });
      const outcome = await until(pauses, async () => {
        const answer = await owner.call(getAccountExportRoute, { params: { export_id: id } });
        const { json } = expectStatus(answer, 200);
        return json.status === "pending" ? undefined : json;
      });
      expectEqual("status within two minutes", outcome?.value.status ?? "pending", "ready");
      note(`after ${seconds(outcome?.took ?? 0)}`);
      return outcome?.value;
    },
  );
  await facts.check("it is at its signed address, as a ZIP", STORED, async (note) => {
    const answer = expectStatus(await sendTo("GET", url), 200);
    expectThat(answer.body.readUInt16BE(0) === 0x504b, "a ZIP", describe(answer));
    expectEqual("Content-Type", headerOf(answer, "content-type"), "application/zip");
    note(`${Math.ceil(answer.body.length / 1_024)} KB`);
  });
}
