import "../support/settings.ts";
import { expect, test, vi } from "vitest";
import { replayOnTable } from "../../../infra/operations/operator/replay-on-table.ts";
import { accountDigest, logKeyFingerprint } from "../../../shared/account-digest.ts";
import { removalKey } from "../../../shared/model/removal-entry.ts";

const SINCE = "2026-11-28T14:02:00.000Z";
const ERASURE = "ffffffff-0000-7000-8000-000000000001";
const known = vi.hoisted(() => ({ ids: new Set<string>(), erased: [] as unknown[] }));
const log = vi.hoisted(() => ({ keys: [] as string[] }));
vi.mock("../../../shared/persistence/removal-log-store.ts", () => ({
  removalKeysSince: () => log.keys,
}));
vi.mock("../../../shared/persistence/account-scan.ts", () => ({ scanAccounts: () => ["joe"] }));
vi.mock("../../../shared/persistence/erasure-repository.ts", () => ({
  findErasure: async () => undefined,
  findReceipt: async (id: string) => (known.ids.has(id) ? {} : undefined),
}));
vi.mock("../../../shared/domain/account/erase-account.ts", () => ({
  eraseAccount: async (owner: string, { id }: { id: string }) => {
    known.erased.push([owner, id]);
    known.ids.add(id);
  },
}));

test("an account that was erased under a former key is found by it, and erased once", async () => {
  const entry = {
    ...{ kind: "account" as const, digest: accountDigest("joe", "former"), erasureId: ERASURE },
    fingerprint: logKeyFingerprint("former"),
  };
  log.keys = [removalKey({ at: "2026-11-28T14:10:00.000Z", entry })];
  const replay = async (keys: readonly string[]) => {
    const order = { since: SINCE, except: new Set<string>(), keys };
    return (await replayOnTable(order, () => undefined)).counts.account;
  };
  const none = { removed: 0, gone: 0, kept: 0, failed: 0 };
  expect(await replay(["in-use"])).toEqual({ ...none, failed: 1 });
  expect(await replay(["in-use", "former"])).toEqual({ ...none, removed: 1 });
  // Joe has begun anew.
  expect(await replay(["in-use", "former"])).toEqual({ ...none, gone: 1 });
  expect(known.erased).toEqual([["joe", ERASURE]]);
});
