import { expect, test } from "vitest";
import { nextPrimary } from "../../../shared/model/profile/account.ts";

const [oldest, middle, newest] = ["0190a", "0190b", "0190c"] as const;
const account = (primaryProfileId: string, ids: readonly string[]) => ({
  primaryProfileId,
  profileIds: new Set(ids),
});

test.each([
  ["the oldest of the others, in whatever order they are told", middle, oldest],
  ["the next oldest after the oldest one", oldest, middle],
])("a primary profile that goes is followed by %s", (_, id, next) => {
  const ids = [newest, oldest, middle];
  expect(nextPrimary(account(id, ids), { id, isPrimary: true })).toBe(next);
});

test("the last profile is followed by none", () => {
  expect(nextPrimary(account(oldest, [oldest]), { id: oldest, isPrimary: true })).toBeUndefined();
});

test("one that is not primary takes no place with it", () => {
  const both = account(oldest, [oldest, middle]);
  expect(nextPrimary(both, { id: middle, isPrimary: false })).toBeUndefined();
});
