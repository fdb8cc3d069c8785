import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PendingFiles } from "../../platform/pending-files.ts";
import { tempFolder } from "../dynamodb/table-fixture.ts";

test("what was put and not removed is there after a restart, and nothing half written", async () => {
  const folder = join(tempFolder(), "pending");
  const files = await PendingFiles.open<{ text: string }>(folder);
  await files.put("a", { text: "ä" });
  await files.put("b", { text: "b" });
  await files.put("b", { text: "changed" });
  await files.put("c", { text: "c" });
  await files.remove("c");
  await files.remove("never-put");
  // As a process leaves it that dies while it writes.
  writeFileSync(join(folder, ".d.json.0.tmp"), '{"te');
  const again = await PendingFiles.open(folder);
  expect(await again.left()).toEqual(
    new Map([
      ["a", { text: "ä" }],
      ["b", { text: "changed" }],
    ]),
  );
  expect(readdirSync(folder).sort()).toEqual(["a.json", "b.json"]);
});
