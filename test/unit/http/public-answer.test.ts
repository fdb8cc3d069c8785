import { beforeEach, expect, test, vi } from "vitest";

const { countView } = vi.hoisted(() => ({ countView: vi.fn() }));
vi.mock("../../../shared/domain/analytics/count-event.ts", () => ({ countView }));
vi.mock("../../../shared/settings.ts", () => ({ settings: { analytics: true } }));

import { publicAnswer } from "../../../shared/http/public-answer.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";

beforeEach(() => countView.mockReset());

const seen = { source: "web", visitor: { address: "", userAgent: "", isHead: false } } as const;
const view = { basis: ["test"], render: () => "text" };
const profile = { id: "p", version: 2 } as Profile;

function answer(found: Profile | undefined, isHeld = false) {
  const card = { id: "p", owner: "o", slug: "s", version: 2, profile: async () => found };
  return publicAnswer(card, view, { contentType: "text/plain", holds: () => isHeld, seen });
}

test("a profile that was hidden while it was read is not shown, and not counted", async () => {
  expect(await answer(undefined)).toBeUndefined();
  expect(countView).not.toHaveBeenCalled();
});

test.each([
  [200, false],
  [304, true],
])("a view that is answered by %i is counted", async (status, isHeld) => {
  expect(await answer(profile, isHeld)).toMatchObject({ status });
  expect(countView.mock.calls).toEqual([[true, { profileId: "p", ...seen }]]);
});
