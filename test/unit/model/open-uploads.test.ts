import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import {
  MOST_OPEN_UPLOADS,
  overdueUploads,
  UPLOAD_OPEN_MS,
} from "../../../shared/model/photo/open-uploads.ts";

test("an upload is over when it can no longer be worked on, by the time in its id", () => {
  const now = Date.parse("2026-11-28T12:00:00.000Z");
  const [fresh, last, over] = [0, UPLOAD_OPEN_MS, UPLOAD_OPEN_MS + 1].map((age) =>
    uuid({ msecs: now - age }),
  ) as [string, string, string];
  expect(overdueUploads([fresh, last, over], now)).toEqual([over]);
});

test("hundreds of accounts, and no eight, can fill the time that uploads have to be worked on", () => {
  // ADR 34: ten at a time, 3.75 s each, 15 minutes after the last address has ended.
  const workedOn = (15 * 60 * 10) / 3.75;
  expect(workedOn / MOST_OPEN_UPLOADS).toBeGreaterThanOrEqual(240);
});
