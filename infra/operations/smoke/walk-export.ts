import { exportProfileRoute } from "../../../shared/routes/exchange/export-profile.ts";
import { getPublicProfileRoute } from "../../../shared/routes/profiles/get-public-profile.ts";
import { expectEqual, expectError, expectStatus, expectThat, headerOf } from "./expectations.ts";
import type { WalkContext } from "./walk-context.ts";
import type { WalkedProfile } from "./walked-profile.ts";

/** Media type of each format. */
const TYPES = {
  json: "application/json",
  "json-resume": "application/json",
  vcard: "text/vcard",
  "json-ld": "application/ld+json",
} as const;

/** A profile as a file for its owner, in each format. */
export async function walkExport(
  { facts, owner }: WalkContext,
  { id, slug, name }: WalkedProfile,
): Promise<void> {
  const params = { profile_id: id };
  const exported = (query: Record<string, string>) =>
    owner.call(exportProfileRoute, { params, query });
  for (const [format, type] of Object.entries(TYPES)) {
    await facts.check(`it is exported as ${format}, a file called after its slug`, {}, async () => {
      const answer = expectStatus(await exported({ format }), 200);
      expectThat(answer.text.includes(name), `${name} in it`, answer.text);
      expectEqual("media type", headerOf(answer, "content-type")?.split(";")[0], type);
      const file = headerOf(answer, "content-disposition") ?? "";
      expectThat(file.includes(`filename="${slug}.`), `a file called ${slug}`, file);
    });
  }
  await facts.check("what a format does not hold is named in a header", {}, async () => {
    const answer = expectStatus(await exported({ format: "vcard" }), 200);
    const lost = headerOf(answer, "x-profile-not-exported") ?? "";
    const isTold = ["skills", "mcpDiscoverable"].every((field) => lost.includes(field));
    expectThat(isTold, "skills and mcpDiscoverable in X-Profile-Not-Exported", lost);
  });
  await facts.check("an unknown format is 422", {}, async () => {
    expectError(await exported({ format: "docx" }), 422);
  });
}

/** What is public of it, in each format. */
export async function walkPublicFiles(
  { facts, nobody }: WalkContext,
  { id, name }: WalkedProfile,
): Promise<void> {
  const params = { identifier: id };
  await facts.check("it is there for anybody in each format, under an ETag each", {}, async () => {
    const tags = new Set<string | undefined>();
    for (const [format, type] of Object.entries(TYPES)) {
      const query = { format };
      const answer = expectStatus(await nobody.call(getPublicProfileRoute, { params, query }), 200);
      expectThat(answer.text.includes(name), `${name} in it`, answer.text);
      expectEqual("media type", headerOf(answer, "content-type")?.split(";")[0], type);
      tags.add(headerOf(answer, "etag"));
    }
    expectEqual("entity tags", tags.size, 4);
  });
}
