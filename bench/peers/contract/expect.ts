import { strict as assert } from "node:assert";
import { ProfileSchema } from "../../../shared/model/profile/profile-schema.ts";
import type { ContractAnswer } from "./contract-client.ts";

/** A profile in the owner's view, with these fields among the others. */
export function expectProfile(
  answer: ContractAnswer,
  status: number,
  fields: Readonly<Record<string, unknown>>,
): void {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.headers["content-type"] ?? "", /^application\/json/);
  const profile = ProfileSchema.parse(answer.json);
  assert.deepEqual(profile, answer.json);
  assert.deepEqual({ ...profile, ...fields }, profile);
  assert.equal(answer.headers.etag, `"${profile.version}"`);
  expectCounted(answer);
}

/** An error in the contract's shape. */
export function expectProblem(answer: ContractAnswer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.code, code);
  assert.equal(typeof answer.json.detail, "string");
  assert.equal(answer.json.request_id, answer.headers["x-request-id"]);
  assert.deepEqual(Object.keys(answer.json).sort(), ["code", "detail", "request_id"]);
}

/** @param issues place and type of each, such as `body.name missing`, in any order */
export function expectIssues(answer: ContractAnswer, issues: readonly string[]): void {
  assert.equal(answer.status, 422, answer.text);
  assert.equal(answer.json.code, "validation_error");
  const found = answer.json.detail.map(
    ({ loc, type }: { readonly loc: readonly string[]; readonly type: string }) =>
      `${loc.join(".")} ${type}`,
  );
  assert.deepEqual(found.sort(), [...issues].sort());
}

/** The count of the day is told. */
export function expectCounted({ headers }: ContractAnswer): void {
  const limit = Number(headers["x-ratelimit-limit"]);
  const remaining = Number(headers["x-ratelimit-remaining"]);
  assert.ok(remaining >= 0 && remaining < limit, "X-RateLimit-Remaining");
  assert.ok(Number(headers["x-ratelimit-reset"]) > Date.now() / 1_000, "X-RateLimit-Reset");
}
