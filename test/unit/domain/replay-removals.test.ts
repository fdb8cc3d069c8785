import "../support/settings.ts";
import { beforeEach, expect, test, vi } from "vitest";
import { accountDigest, logKeyFingerprint } from "../../../shared/account-digest.ts";
import { replayRemovals } from "../../../shared/domain/replay-removals.ts";
import type { RemovalEntry } from "../../../shared/model/removal-entry.ts";

/** The photo that the restored card shows; deleting it takes it off. */
const shown = vi.hoisted(() => ({ photo: undefined as { id: string } | undefined }));
vi.mock("../../../shared/persistence/card-repository.ts", () => ({
  findCard: async () => ({ owner: "jane", state: "public", photo: shown.photo }),
}));
vi.mock("../../../shared/persistence/api-key-repository.ts", () => ({}));
vi.mock("../../../shared/domain/api-key/manage-api-keys.ts", () => ({}));
vi.mock("../../../shared/domain/profile/delete-profile.ts", () => ({}));
vi.mock("../../../shared/domain/photo/delete-photo.ts", () => ({
  deletePhoto: async () => {
    shown.photo = undefined;
  },
}));

const erase = vi.fn<(owner: string, erasureId: string) => Promise<boolean>>();
beforeEach(() => void erase.mockReset().mockResolvedValue(true));

async function replay(entries: readonly RemovalEntry[], owners = new Map<string, string>()) {
  const removals = entries.map((entry) => ({ at: "2026-11-28T14:03:00.000Z", entry }));
  const fingerprints = new Set([logKeyFingerprint()]);
  return replayRemovals(removals, { except: new Set(), owners, fingerprints, erase });
}

const photo = (photoId: string, replaced: boolean): RemovalEntry => ({
  ...{ kind: "photo", profileId: "p", photoId, replaced },
});

test.each([
  ["taken off", "a", [photo("a", false)], undefined],
  ["replaced", "a", [photo("a", true)], "a"],
  [
    "replaced, and then its successor taken off",
    "a",
    [photo("a", true), photo("b", false)],
    undefined,
  ],
  ["the same, noted the other way round", "a", [photo("b", false), photo("a", true)], undefined],
  ["put up since, on the restored table", "c", [photo("a", true), photo("b", false)], "c"],
])("a photo that was %s", async (_, before, entries, after) => {
  shown.photo = { id: before };
  expect((await replay(entries)).failed).toEqual([]);
  expect(shown.photo?.id).toBe(after);
});

const account = (key?: string): RemovalEntry => ({
  ...{ kind: "account", digest: accountDigest("joe", key), erasureId: "e1" },
  fingerprint: logKeyFingerprint(key),
});

test("an erasure is carried out again under its own id", async () => {
  const { counts } = await replay([account()], new Map([[accountDigest("joe"), "joe"]]));
  expect(counts.account).toMatchObject({ removed: 1, failed: 0 });
  expect(erase.mock.calls).toEqual([["joe", "e1"]]);
});

test("an account whose digest is under another key is not taken for one that is gone", async () => {
  const { counts, failed } = await replay([account("former")]);
  expect(counts.account).toMatchObject({ gone: 0, failed: 1 });
  expect(failed[0]?.reason).toContain("FORMER_LOG_KEY");
  expect(erase).not.toHaveBeenCalled();
});
