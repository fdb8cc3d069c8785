import fc from "fast-check";
import { expect, test } from "vitest";
import { isScanKept, scanExpiry } from "../../../shared/model/contact/scan.ts";
import {
  isLeadKept,
  leadExpiry,
  leadsOverSince,
} from "../../../shared/model/lead/lead-retention.ts";
import { SEED } from "../support/arbitrary-profile.ts";

const DAY_MS = 86_400_000;
const consented = Date.parse("2026-01-01T12:00:00.500Z");
const lead = { consentedAt: new Date(consented).toISOString() };

test("a lead is kept for as many days as are set, to the millisecond", () => {
  for (const days of [1, 365]) {
    const end = consented + days * DAY_MS;
    expect(isLeadKept(lead, days, end - 1)).toBe(true);
    expect(isLeadKept(lead, days, end)).toBe(false);
  }
});

test("it is tidied up when it is over, and not before", () => {
  const time = fc.integer({ min: 0, max: 4_000 * DAY_MS }).map((after) => consented + after);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_650 }), time, (days, now) => {
      const isTidied = now >= leadExpiry(lead, days) * 1_000;
      if (isTidied) expect(isLeadKept(lead, days, now)).toBe(false);
      expect(isLeadKept(lead, days, now)).toBe(lead.consentedAt > leadsOverSince(days, now));
    }),
    SEED,
  );
});

test("a scan is recent for 30 days", () => {
  const scan = { scannedAt: lead.consentedAt };
  const end = consented + 30 * DAY_MS;
  expect([isScanKept(scan, end - 1), isScanKept(scan, end)]).toEqual([true, false]);
  expect(scanExpiry(scan)).toBe(Math.ceil(end / 1_000));
});
