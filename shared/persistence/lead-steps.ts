import type { Lead } from "../model/lead/lead.ts";
import { cardKey, leadKey } from "./keys.ts";
import { leadItem, visitorItem, visitorOf } from "./lead-item.ts";
import type { Step } from "./transaction.ts";

type LeadStep = Step<"card" | "visitor" | "lead" | "former">;

/**
 * Fails on `card` for a profile that is not public, on `visitor` when there is a lead of theirs.
 * @param former id of a lead of the same visitor that is over, to take its place
 */
export function insertLeadSteps(
  owner: string,
  lead: Lead,
  expiresAt: number,
  former?: string,
): LeadStep[] {
  const condition =
    former === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "leadId = :former",
          ExpressionAttributeValues: { ":former": former },
        };
  return [
    { label: "card", write: { ConditionCheck: isPublic(lead.profileId) } },
    {
      label: "visitor",
      write: { Put: { Item: visitorItem(owner, lead, expiresAt), ...condition } },
    },
    { label: "lead", write: { Put: { Item: leadItem(owner, lead, expiresAt) } } },
    ...(former === undefined
      ? []
      : [{ label: "former", write: { Delete: { Key: leadKey(owner, former) } } } as const]),
  ];
}

/** Fails on `lead` when it is gone, on `visitor` when that points to another lead, or to none. */
export function removeLeadSteps(owner: string, lead: Lead): LeadStep[] {
  return [
    {
      label: "lead",
      write: {
        Delete: { Key: leadKey(owner, lead.id), ConditionExpression: "attribute_exists(pk)" },
      },
    },
    {
      label: "visitor",
      write: {
        Delete: {
          Key: visitorOf(owner, lead),
          ConditionExpression: "leadId = :id",
          ExpressionAttributeValues: { ":id": lead.id },
        },
      },
    },
  ];
}

/** Holds while anybody may see the profile: what is left at it stays with it, and goes with it. */
export function isPublic(profileId: string) {
  return {
    Key: cardKey(profileId),
    ConditionExpression: "#state = :public",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":public": "public" },
  };
}
