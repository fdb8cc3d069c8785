import fc from "fast-check";
import { expect, test } from "vitest";
import "../support/settings.ts";
import { LEAD_CONSENT, type Lead } from "../../../shared/model/lead/lead.ts";
import { leadItem, toLead, visitorItem, visitorOf } from "../../../shared/persistence/lead-item.ts";
import { SEED } from "../support/arbitrary-profile.ts";

const arbitraryLead: fc.Arbitrary<Lead> = fc.record({
  id: fc.uuid({ version: 7 }),
  profileId: fc.uuid({ version: 7 }),
  name: fc.string({ minLength: 1, maxLength: 20 }),
  email: fc.emailAddress(),
  consentedAt: fc.constant("2026-01-01T00:00:00.000Z"),
  consent: fc.constant(LEAD_CONSENT),
});

test("a lead is read as it was written, with the words that were agreed to", () => {
  fc.assert(
    fc.property(arbitraryLead, (lead) => {
      expect(toLead(leadItem("jane", lead, 1))).toEqual(lead);
    }),
    SEED,
  );
});

test("one address is one visitor of a profile, however it is written; and of no other profile", () => {
  fc.assert(
    fc.property(arbitraryLead, arbitraryLead, (lead, other) => {
      const shouted = { ...lead, id: other.id, name: other.name, email: lead.email.toUpperCase() };
      expect(visitorOf("jane", shouted)).toEqual(visitorOf("jane", lead));
      const elsewhere = { ...lead, profileId: other.profileId };
      expect(visitorOf("jane", elsewhere)).not.toEqual(visitorOf("jane", lead));
      const item = visitorItem("jane", lead, 1);
      expect(item.leadId).toBe(lead.id);
      expect(JSON.stringify(item)).not.toContain(lead.email);
    }),
    SEED,
  );
});
