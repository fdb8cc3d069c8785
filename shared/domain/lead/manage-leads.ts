import type { Lead } from "../../model/lead/lead.ts";
import { isLeadKept } from "../../model/lead/lead-retention.ts";
import { LEAD_PAGE_SIZE, type ListLeadsQuery } from "../../model/lead/lead-schema.ts";
import { invalidField, Problem } from "../../model/problem.ts";
import type { Account } from "../../model/profile/account.ts";
import { decodeCursor, encodeCursor } from "../../persistence/cursor.ts";
import { findLead, findLeads, removeLead } from "../../persistence/lead-repository.ts";
import { findAccount } from "../../persistence/profile-repository.ts";

const LIST = "leads";

/** A page of leads, newest first. */
export interface LeadPage {
  readonly leads: readonly Lead[];
  readonly nextCursor: string | null;
}

/**
 * The leads of an account's profiles. Those of a profile that is gone are left out, even while they
 * are being removed, so that a page may be short. 2 reads at once.
 * @throws Problem `invalid` for a cursor that is not this account's
 */
export async function listLeads(
  owner: string,
  { limit = LEAD_PAGE_SIZE, cursor }: ListLeadsQuery,
  retentionDays: number,
): Promise<LeadPage> {
  const after = cursor === undefined ? undefined : placeOf(owner, cursor);
  const [found, account] = await Promise.all([
    findLeads(owner, limit + 1, after),
    findAccount(owner),
  ]);
  // All behind one that is over are older.
  const kept = found.filter((lead) => isLeadKept(lead, retentionDays, Date.now()));
  const page = kept.slice(0, limit);
  const last = kept.length > limit ? page.at(-1) : undefined;
  return {
    leads: page.filter((lead) => isOf(account, lead)),
    nextCursor: last ? encodeCursor(LIST, owner, last.id) : null,
  };
}

/**
 * Deletes a lead; the visitor may leave another one. 2 reads at once, 1 transaction.
 * @throws Problem `not_found` for an unknown lead, and for one that is not listed, alike
 */
export async function deleteLead(owner: string, id: string, retentionDays: number): Promise<void> {
  const [lead, account] = await Promise.all([findLead(owner, id), findAccount(owner)]);
  const isListed = lead && isOf(account, lead) && isLeadKept(lead, retentionDays, Date.now());
  if (!isListed || !(await removeLead(owner, lead))) {
    throw new Problem("not_found", "lead_not_found", "Lead not found.");
  }
}

function isOf(account: Account | undefined, { profileId }: Lead): boolean {
  return account?.profileIds.has(profileId) ?? false;
}

function placeOf(owner: string, cursor: string): string {
  const id = decodeCursor(LIST, owner, cursor);
  if (id === undefined) throw invalidField("cursor", "invalid_cursor", "Is not a valid cursor.");
  return id;
}
