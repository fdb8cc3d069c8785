import { strict as assert } from "node:assert";
import type { ContractCase } from "./contract-case.ts";
import { shortForm } from "./creating.ts";
import { expectCounted, expectIssues, expectProblem } from "./expect.ts";

/** Gone at once, its slug free again; the oldest that remains becomes the primary one. */
export async function deletedForGood({ owner, unique }: ContractCase): Promise<void> {
  const { id, slug } = (await owner.create(shortForm(`Ida ${unique}`))).json;
  const { id: next } = (await owner.create(shortForm(`Joe ${unique}`))).json;
  const deleted = await owner.delete(id);
  assert.equal(deleted.status, 204, deleted.text);
  assert.equal(deleted.text, "");
  expectCounted(deleted);
  expectProblem(await owner.get(id), 404, "profile_not_found");
  expectProblem(await owner.delete(id), 404, "profile_not_found");
  expectIssues(await owner.delete("nonsense"), ["path.profile_id invalid_uuid"]);
  const [only, ...none] = (await owner.list()).json;
  assert.deepEqual([only.id, only.isPrimary, none], [next, true, []]);
  assert.equal((await owner.create(shortForm(`Ida ${unique}`))).json.slug, slug);
}
