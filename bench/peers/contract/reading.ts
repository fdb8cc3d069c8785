import { strict as assert } from "node:assert";
import type { ContractCase } from "./contract-case.ts";
import { shortForm } from "./creating.ts";
import { expectCounted, expectIssues, expectProblem, expectProfile } from "./expect.ts";

const UNKNOWN = "01920000-0000-7000-8000-000000000001";

/** The owner reads what was answered; anybody else's draft is as unknown as one that never was. */
export async function readBack({ owner, other, unique }: ContractCase): Promise<void> {
  const created = (await owner.create(shortForm(`Cy ${unique}`))).json;
  expectProfile(await owner.get(created.id), 200, created);
  expectProfile(await owner.get(created.id.toUpperCase()), 200, created);
  expectProblem(await owner.get(UNKNOWN), 404, "profile_not_found");
  expectProblem(await other.get(created.id), 404, "profile_not_found");
  expectIssues(await owner.get("nonsense"), ["path.profile_id invalid_uuid"]);
}

/** Another account sees a published profile without what is the owner's alone. */
export async function othersSeeWhatIsPublished(given: ContractCase): Promise<void> {
  const { owner, other, unique } = given;
  const draft = shortForm(`Di ${unique}`, { contactEmail: "di@mail.example" });
  const { id } = (await owner.create(draft)).json;
  expectProfile(await owner.patch(id, { isPublic: true }), 200, { isPublic: true, version: 2 });
  const seen = await other.get(id);
  assert.equal(seen.status, 200);
  assert.equal(seen.headers.etag?.includes('"2"') ?? false, false);
  const { name, contactEmail, ...rest } = seen.json;
  assert.deepEqual({ name, contactEmail }, { name: `Di ${unique}`, contactEmail: null });
  for (const field of ["version", "isPrimary", "mcpDiscoverable"])
    assert.equal(field in rest, false);
  expectProblem(await other.patch(id, { title: "Mine" }), 404, "profile_not_found");
  expectProblem(await other.delete(id), 404, "profile_not_found");
}

/** Twenty profiles, each as it was created: the primary one first, then by creation. */
export async function listedInOrder({ owner, unique }: ContractCase): Promise<void> {
  const created: { readonly id: string }[] = [];
  for (let number = 1; number <= 20; number += 1) {
    created.push((await owner.create(shortForm(`Ed ${unique} ${number}`))).json);
  }
  const listed = await owner.list();
  assert.equal(listed.status, 200);
  assert.deepEqual(listed.json, created);
  expectCounted(listed);
  const last = created.at(-1)?.id ?? "";
  expectProfile(await owner.patch(last, { isPrimary: true }), 200, { isPrimary: true });
  const ids = (await owner.list()).json.map(({ id }: { readonly id: string }) => id);
  assert.deepEqual(ids, [last, ...created.slice(0, -1).map(({ id }) => id)]);
}
