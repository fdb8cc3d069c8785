import { v7 as uuid } from "uuid";
import { LEAD_CONSENT, type Lead } from "../../model/lead/lead.ts";
import { leadExpiry, leadsOverSince } from "../../model/lead/lead-retention.ts";
import type { SaveLeadInput } from "../../model/lead/lead-schema.ts";
import { insertLead } from "../../persistence/lead-repository.ts";
import { readPublicProfile } from "../profile/read-public-profile.ts";
import { countLeft } from "../usage/leave-at-profile.ts";

/** What a lead is made with. */
export interface LeadOptions {
  /** Days that leads are kept. */
  readonly retentionDays: number;
  /** The same when the request is carried out again; a new one when undefined. */
  readonly newId: string | undefined;
}

/**
 * Leaves a visitor's details with the owner of a published profile. Somebody who has left theirs
 * before stays one lead, and whoever sends them is told the same.
 * @throws Problem `not_found` for an unknown profile and a draft alike, `removed`, `limited`
 */
export async function saveLead(
  caller: string,
  { profile_id, name, email }: SaveLeadInput,
  { retentionDays, newId: id = uuid() }: LeadOptions,
): Promise<void> {
  await readPublicProfile(profile_id, async (profile) => {
    await countLeft("lead", caller, profile);
    const now = new Date();
    const lead: Lead = {
      ...{ id, profileId: profile.id, name, email },
      ...{ consentedAt: now.toISOString(), consent: LEAD_CONSENT },
    };
    const isSaved = await insertLead(profile.owner, lead, {
      expiresAt: leadExpiry(lead, retentionDays),
      overSince: leadsOverSince(retentionDays, now.getTime()),
    });
    // It was hidden or removed since its card was read.
    return isSaved || undefined;
  });
}
