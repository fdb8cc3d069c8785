import fc from "fast-check";
import { expect } from "vitest";
import type { Answer } from "../../support/api-client.ts";
import { once } from "./idempotency.ts";
import {
  aimed,
  anyActor,
  anyKey,
  anyOther,
  type Intent,
  intent,
  pick,
  weighted,
} from "./intent.ts";
import { CONTACTS, expectTime, type Operation, refuses, UNKNOWN } from "./operation.ts";
import { expectContact, expectMcpContact } from "./views.ts";
import { type Actor, accountOf, type ModelContact, see, type World } from "./world.ts";

/** What the free plan allows. */
const LIMIT = 100;

const save = intent(
  "save",
  {
    ...{ actor: anyActor, target: anyOther, key: anyKey },
    source: fc.constantFrom("qr_scan", "web", "mcp"),
  },
  (world, { actor, target, key, source }): Operation => {
    const profileId = aimed(world, actor, target);
    const body = { profileId, source };
    const moment = (now: World, answer: Answer) => {
      if (!now.profiles[profileId]?.isPublic) return refuses(answer, 404, "profile_not_found");
      const account = accountOf(now, actor);
      const earlier = account.contacts.find((contact) => contact.profileId === profileId);
      expect(answer.status).toBe(earlier ? 200 : 201);
      const contact = earlier ?? { id: answer.json.id, ...body, savedAt: answer.json.savedAt };
      expectContact(now, contact, answer.json);
      if (earlier) return;
      see(now, profileId, "save");
      expectTime(contact.savedAt);
      account.contacts = [...account.contacts, contact].sort((a, b) => (a.id > b.id ? -1 : 1));
    };
    const request = { actor, method: "POST", path: CONTACTS, body, moments: [moment] } as const;
    return once(request, "save-contact", key, body);
  },
);

interface Page {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  /** Goes on from the last cursor that was handed out. */
  readonly goesOn?: boolean;
}

/** A page of contacts. It is read in one moment, and how many there are in another. */
export function listContacts(world: World, actor: Actor, page: Page = {}): Operation {
  const { limit = 50 } = page;
  const cursor = page.goesOn ? accountOf(world, actor).cursor : undefined;
  const offset = cursor ? 0 : (page.offset ?? 0);
  const query = new URLSearchParams();
  if (page.limit !== undefined) query.set("limit", String(page.limit));
  if (offset > 0) query.set("offset", String(offset));
  if (cursor) query.set("cursor", cursor.text);
  const onePage = (now: World, { status, json }: Answer) => {
    const account = accountOf(now, actor);
    const left = account.contacts.filter(({ id }) => !cursor || id < cursor.after).slice(offset);
    const shown = left.slice(0, limit);
    expect(status).toBe(200);
    expect(json.contacts.map(({ id }: ModelContact) => id)).toEqual(shown.map(({ id }) => id));
    for (const [index, contact] of shown.entries())
      expectContact(now, contact, json.contacts[index]);
    expect([json.hasMore, json.nextCursor !== null]).toEqual(Array(2).fill(left.length > limit));
    const last = shown.at(-1);
    if (json.nextCursor && last) account.cursor = { text: json.nextCursor, after: last.id };
  };
  const total = (now: World, { json }: Answer) =>
    expect(json.total).toBe(accountOf(now, actor).contacts.length);
  return { actor, method: "GET", path: `${CONTACTS}?${query}`, moments: [onePage, total] };
}

const list = intent(
  "list contacts",
  {
    actor: anyActor,
    limit: weighted<number | undefined>([1, undefined], [2, 1], [2, 2]),
    offset: weighted<number | undefined>([3, undefined], [1, 1], [1, 2]),
    goesOn: fc.boolean(),
  },
  (world, { actor, ...page }) => listContacts(world, actor, page),
);

/** The first contacts as MCP servers ask for them; how many there are is read in another moment. */
const mcp = intent(
  "mcp contacts",
  { actor: anyActor, limit: fc.constantFrom(1, 2, 20) },
  (_, { actor, limit }): Operation => {
    const page = (now: World, { status, json }: Answer) => {
      const shown = accountOf(now, actor).contacts.slice(0, limit);
      expect([status, json.contacts.length]).toEqual([200, shown.length]);
      for (const [index, contact] of shown.entries())
        expectMcpContact(now, contact, json.contacts[index]);
    };
    const total = (now: World, { json }: Answer) => {
      const { length } = accountOf(now, actor).contacts;
      expect([json.total, json.hasMore]).toEqual([length, json.contacts.length < length]);
    };
    const path = `/api/v1/mcp/contacts?limit=${limit}`;
    return { actor, method: "GET", path, moments: [page, total] };
  },
);

/** A contact of one's own, of another's, or of nobody's. */
const anyContact = {
  whose: weighted<Actor | undefined>([5, undefined], [1, 0], [1, 1]),
  index: fc.nat({ max: 5 }),
};

function aimedContact(world: World, whose: Actor, index: number): string {
  return pick(accountOf(world, whose).contacts, index)?.id ?? UNKNOWN;
}

/** One contact. It is read in one moment, and its profile's card in another. */
const one = intent(
  "read contact",
  { actor: anyActor, ...anyContact },
  (world, { actor, whose = actor, index }): Operation => {
    const id = aimedContact(world, whose, index);
    const read = (now: World, answer: Answer) => {
      const contact = accountOf(now, actor).contacts.find((one) => one.id === id);
      if (!contact) return refuses(answer, 404, "contact_not_found");
      expect([answer.status, answer.json]).toMatchObject([200, contact]);
    };
    const join = (now: World, { status, json }: Answer) => {
      if (status !== 200) return;
      const { profileId, source, savedAt } = json;
      expectContact(now, { id, profileId, source, savedAt }, json);
    };
    return { actor, method: "GET", path: `${CONTACTS}/${id}`, moments: [read, join] };
  },
);

/** Deletes a contact of one's own, or of nobody's. */
export function removeContact(actor: Actor, id: string): Operation {
  const moment = (world: World, answer: Answer) => {
    const account = accountOf(world, actor);
    const rest = account.contacts.filter((contact) => contact.id !== id);
    if (rest.length === account.contacts.length) return refuses(answer, 404, "contact_not_found");
    expect([answer.status, answer.text]).toEqual([204, ""]);
    account.contacts = rest;
  };
  return { actor, method: "DELETE", path: `${CONTACTS}/${id}`, moments: [moment] };
}

const remove = intent(
  "delete contact",
  { actor: anyActor, ...anyContact },
  (world, { actor, whose = actor, index }) =>
    removeContact(actor, aimedContact(world, whose, index)),
);

export function readLimits(actor: Actor): Operation {
  const moment = (world: World, { status, json }: Answer) => {
    const used = accountOf(world, actor).contacts.length;
    expect(status).toBe(200);
    expect(json).toMatchObject({ limit: LIMIT, used, remaining: LIMIT - used });
  };
  return { actor, method: "GET", path: `${CONTACTS}/limits`, moments: [moment] };
}

const limits = intent("limits", { actor: anyActor }, (_, { actor }) => readLimits(actor));

/** What reads and changes contacts. */
export const contactCommands: fc.WeightedArbitrary<Intent>[] = [
  { weight: 8, arbitrary: save },
  { weight: 4, arbitrary: list },
  { weight: 2, arbitrary: one },
  { weight: 2, arbitrary: mcp },
  { weight: 2, arbitrary: remove },
  { weight: 1, arbitrary: limits },
];
