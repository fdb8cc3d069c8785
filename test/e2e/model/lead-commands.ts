import fc from "fast-check";
import { expect } from "vitest";
import type { Answer } from "../../support/api-client.ts";
import { once } from "./idempotency.ts";
import { aimed, anyActor, anyKey, anyOther, type Intent, intent, pick } from "./intent.ts";
import { expectTime, type Operation, refuses, UNKNOWN } from "./operation.ts";
import { published } from "./reading-commands.ts";
import { type Actor, accountOf, type ModelLead, type World } from "./world.ts";

const SAVE = "/api/v1/public/save-contact";
const LEADS = "/api/v1/leads";

/** Few visitors, so that they come again. */
const VISITORS = ["ada@example.com", "Bob@Example.com", "bob@example.com"] as const;

const save = intent(
  "save lead",
  {
    ...{ actor: anyActor, target: anyOther, key: anyKey },
    visitor: fc.nat({ max: VISITORS.length - 1 }),
    name: fc.constantFrom("Ada", "Bob"),
  },
  (world, { actor, target, key, visitor, name }): Operation => {
    const profileId = aimed(world, actor, target);
    const email = VISITORS[visitor] ?? "";
    const body = { profile_id: profileId, name, email, tos_consent: true };
    const moment = (now: World, answer: Answer) => {
      const profile = published(now, profileId, answer);
      if (!profile) return;
      expect([answer.status, answer.json]).toEqual([200, { contactSaved: true }]);
      const account = accountOf(now, profile.owner);
      const lead = { id: undefined, consentedAt: undefined, profileId, name, email };
      if (!account.leads.some((one) => isSameVisitor(one, lead))) account.leads.push(lead);
    };
    const request = { actor, method: "POST", path: SAVE, body, moments: [moment] } as const;
    return once(request, "save-lead", key, body);
  },
);

function isSameVisitor(one: ModelLead, other: ModelLead): boolean {
  const visitor = ({ profileId, email }: ModelLead) => `${profileId} ${email.toLowerCase()}`;
  return visitor(one) === visitor(other);
}

/**
 * All leads of an account, with nothing else under way: leads and profiles are read in two moments.
 * Ids and times are learned from the first list that tells them.
 */
export function listLeads(actor: Actor): Operation {
  const moment = (world: World, { status, json }: Answer) => {
    const { leads } = accountOf(world, actor);
    expect([status, json.nextCursor, json.leads.length]).toEqual([200, null, leads.length]);
    const ids: string[] = json.leads.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    for (const told of json.leads) {
      const lead = leads.find((one) => isSameVisitor(one, told));
      if (!lead) throw new Error(`Nobody left ${JSON.stringify(told)}.`);
      expectTime(told.consentedAt);
      lead.id ??= told.id;
      lead.consentedAt ??= told.consentedAt;
      expect(told).toMatchObject(lead);
    }
  };
  return { actor, method: "GET", path: LEADS, moments: [moment] };
}

const remove = intent(
  "delete lead",
  { actor: anyActor, whose: fc.option(anyActor, { nil: undefined }), index: fc.nat({ max: 5 }) },
  (world, { actor, whose = actor, index }): Operation => {
    const known = accountOf(world, whose).leads.flatMap(({ id }) => id ?? []);
    const id = pick(known, index) ?? UNKNOWN;
    const moment = (now: World, answer: Answer) => {
      const account = accountOf(now, actor);
      const rest = account.leads.filter((lead) => lead.id !== id);
      if (rest.length === account.leads.length) return refuses(answer, 404, "lead_not_found");
      expect([answer.status, answer.text]).toEqual([204, ""]);
      account.leads = rest;
    };
    return { actor, method: "DELETE", path: `${LEADS}/${id}`, moments: [moment] };
  },
);

/** What visitors leave, and owners delete. */
export const leadCommands: fc.WeightedArbitrary<Intent>[] = [
  { weight: 4, arbitrary: save },
  { weight: 1, arbitrary: remove },
];
