import type { Contact } from "../model/contact/contact.ts";
import { DEFAULT_PLAN } from "../model/plans.ts";
import { settings } from "../settings.ts";
import { contactFields, contactKey, savedKey } from "./contact-item.ts";
import { accountKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { IS_OPEN } from "./standing-steps.ts";
import type { Step } from "./transaction.ts";

type ContactStep = Step<"pointer" | "contact" | "account">;

/** Fails on `pointer` for a profile that is saved already, on `account` when it is closed, or the plan has no room. */
export function insertContactSteps(saver: string, contact: Contact): ContactStep[] {
  const fields = contactFields(contact);
  return [
    {
      label: "pointer",
      write: {
        Put: {
          Item: { ...savedKey(saver, contact.profileId), ...fields },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    },
    { label: "contact", write: { Put: { Item: { ...contactKey(saver, contact.id), ...fields } } } },
    { label: "account", write: { Update: { Key: accountKey(saver), ...countOneMore() } } },
  ];
}

/**
 * Counts a contact as long as the account's plan has room. The plan is told apart in the condition,
 * so that it need not be read first; no plan has less room than the default one.
 */
function countOneMore() {
  const values: Record<string, unknown> = { ":one": 1, ":schema": SCHEMA_VERSION };
  const room = ["attribute_not_exists(contactCount)"];
  for (const [plan, { contacts }] of Object.entries(settings.plans)) {
    const parts: string[] = [];
    if (plan !== DEFAULT_PLAN) {
      parts.push(`#plan = :${plan}`);
      values[`:${plan}`] = plan;
    }
    if (contacts !== undefined) {
      parts.push(`contactCount < :${plan}Most`);
      values[`:${plan}Most`] = contacts;
    }
    room.push(`(${parts.join(" AND ")})`);
  }
  return {
    UpdateExpression: "SET schemaVersion = :schema ADD contactCount :one",
    ConditionExpression: `${IS_OPEN} AND (${room.join(" OR ")})`,
    ExpressionAttributeNames: { "#plan": "plan" },
    ExpressionAttributeValues: values,
  };
}

/** Fails on `contact` when it is gone already. */
export function removeContactSteps(saver: string, { id, profileId }: Contact): ContactStep[] {
  return [
    {
      label: "contact",
      write: {
        Delete: {
          Key: contactKey(saver, id),
          ConditionExpression: "attribute_exists(pk)",
        },
      },
    },
    { label: "pointer", write: { Delete: { Key: savedKey(saver, profileId) } } },
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(saver),
          UpdateExpression: "ADD contactCount :less",
          ExpressionAttributeValues: { ":less": -1 },
        },
      },
    },
  ];
}
