import type { Lead } from "../model/lead/lead.ts";
import { beginningWith, LEAD_SORT, leadKey, leadPartition } from "./keys.ts";
import { toLead } from "./lead-item.ts";
import { insertLeadSteps, removeLeadSteps } from "./lead-steps.ts";
import { deleteItem, getItem, type Item, query } from "./table.ts";
import { transact } from "./transaction.ts";

/** 1 consistent read. */
export async function findLead(owner: string, id: string): Promise<Lead | undefined> {
  const item = await getItem(leadKey(owner, id));
  return item && toLead(item);
}

/**
 * The newest leads, at most `most`: 1 consistent Query.
 * @param after id of a lead: only older ones, whether or not it is still there
 */
export async function findLeads(
  owner: string,
  most: number,
  after: string | undefined,
): Promise<Lead[]> {
  const { items } = await query({
    ...beginningWith(leadPartition(owner), LEAD_SORT),
    ScanIndexForward: false,
    Limit: most,
    ExclusiveStartKey: after === undefined ? undefined : leadKey(owner, after),
  });
  return items.map(toLead);
}

/** How long a lead is kept, and since when others are over. */
export interface LeadTimes {
  /** Unix seconds. */
  readonly expiresAt: number;
  /** ISO 8601: a lead of a consent as old as that is over. */
  readonly overSince: string;
}

/**
 * Makes a lead of a visitor who has none at the profile. 1 transaction; another one where theirs is
 * over, and this takes its place.
 * @returns false when the profile is not public any more
 */
export async function insertLead(owner: string, lead: Lead, times: LeadTimes): Promise<boolean> {
  const failures = await transact(insertLeadSteps(owner, lead, times.expiresAt));
  if (failures.has("card")) return false;
  const former = overdue(failures.get("visitor"), times);
  if (former === undefined) return true;
  const again = await transact(insertLeadSteps(owner, lead, times.expiresAt, former));
  // Who was faster made a lead of the same visitor.
  return !again.has("card");
}

/** The lead that a visitor's item points to, where its time is over. */
function overdue(visitor: Item | undefined, { overSince }: LeadTimes): string | undefined {
  if (!visitor || String(visitor.consentedAt) > overSince) return undefined;
  return visitor.leadId as string;
}

/** 1 transaction; false when the lead is gone already. */
export async function removeLead(owner: string, lead: Lead): Promise<boolean> {
  const failures = await transact(removeLeadSteps(owner, lead));
  if (failures.has("lead")) return false;
  // The visitor's item went by its time, or leads to a lead that has taken the place of this one.
  if (failures.has("visitor")) await deleteItem({ Key: leadKey(owner, lead.id) });
  return true;
}
