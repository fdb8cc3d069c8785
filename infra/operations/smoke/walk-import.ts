import { importIntoProfileRoute } from "../../../shared/routes/exchange/import-into-profile.ts";
import { importProfileRoute } from "../../../shared/routes/exchange/import-profile.ts";
import { deleteProfileRoute } from "../../../shared/routes/profiles/delete-profile.ts";
import { expectEqual, expectError, expectStatus } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import type { WalkContext } from "./walk-context.ts";

const SPANS = { document: DOCUMENT.table, spansPartitions: true } as const;

/** A CV becomes a draft, and is brought into it once more as a card. */
export async function walkImport({ facts, owner, marker }: WalkContext): Promise<void> {
  const name = `${marker} imported`;
  const work = [{ name: "Acme", position: "Walker", startDate: "2019-04-01" }];
  const json = { basics: { name }, work };
  await facts.check("a dry run of an import makes nothing", {}, async () => {
    const answer = await owner.call(importProfileRoute, { json, query: { dryRun: "true" } });
    expectEqual("title", expectStatus(answer, 200).json.profile.title, "Walker");
  });
  const { id } = await facts.must("import a JSON Resume (several partitions)", SPANS, async () => {
    const made = expectStatus(await owner.call(importProfileRoute, { json }), 201).json;
    expectEqual("startDate", made.profile.workExperiences[0].startDate, "2019-04");
    return made.profile as { readonly id: string };
  });
  await facts.check("a vCard is brought into it", {}, async () => {
    const card = ["BEGIN:VCARD", "VERSION:3.0", `FN:${name}`, "N:;Imported;;;", "NOTE:Walks."];
    const made = await owner.call(importIntoProfileRoute, {
      params: { profile_id: id },
      headers: { "content-type": "text/vcard" },
      body: new TextEncoder().encode([...card, "END:VCARD", ""].join("\r\n")),
    });
    expectEqual("bio", expectStatus(made, 200).json.profile.bio, "Walks.");
    expectStatus(await owner.call(deleteProfileRoute, { params: { profile_id: id } }), 204);
  });
  await facts.check("what is no document is 415", {}, async () => {
    const headers = { "content-type": "application/pdf" };
    const body = new TextEncoder().encode("%PDF-1.7");
    expectError(await owner.call(importProfileRoute, { headers, body }), 415);
  });
}
