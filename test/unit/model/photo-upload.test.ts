import { expect, test } from "vitest";
import { type PhotoUpload, settledAt } from "../../../shared/model/photo/photo-upload.ts";

const DEADLINE = Date.parse("2026-03-01T00:25:00.000Z");
const upload: PhotoUpload = {
  ...{ id: "u", owner: "jane", profileId: "p", photoId: "x", status: "pending", reason: null },
  ...{ deadline: "2026-03-01T00:25:00.000Z", expiresAt: 1_772_410_000 },
};

test("an upload is pending up to its deadline, and rejected after it", () => {
  expect(settledAt(upload, DEADLINE)).toBe(upload);
  const late = settledAt(upload, DEADLINE + 1);
  expect(late).toMatchObject({ status: "rejected", reason: expect.stringMatching(/in time/) });
});

test.each(["ready", "rejected"] as const)("one that is %s stays so", (status) => {
  const settled = { ...upload, status };
  expect(settledAt(settled, DEADLINE + 1)).toBe(settled);
});
