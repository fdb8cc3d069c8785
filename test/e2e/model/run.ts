import type fc from "fast-check";
import { listScans, readSummary, settledSummaries } from "./analytics-commands.ts";
import { listContacts, readLimits, removeContact } from "./contact-commands.ts";
import { afterAny, afterEach, type Exchange } from "./explain.ts";
import type { Intent } from "./intent.ts";
import { listLeads } from "./lead-commands.ts";
import { type Callers, type Operation, send } from "./operation.ts";
import { listProfiles, readPage, readPrimary } from "./reading-commands.ts";
import { searchAll, settledSearches } from "./search-commands.ts";
import { removeProfile } from "./state-commands.ts";
import { ACTORS, type Actor, accountOf, profilesOf, type World } from "./world.ts";

/** The worlds that explain every answer so far. */
export interface Belief {
  worlds: readonly World[];
}

type Command = fc.AsyncCommand<Belief, Callers>;

/** One request, alone; while the index stands still with a search behind it. */
export class OneByOne implements Command {
  readonly #intent: Intent;

  constructor(intent: Intent) {
    this.#intent = intent;
  }

  check(): boolean {
    return true;
  }

  async run(belief: Belief, callers: Callers): Promise<void> {
    callers.lag.next();
    const world = firstOf(belief);
    const search = callers.lag.isOn ? [searchAll(world)] : [];
    const operations = [this.#intent.resolve(world), ...search];
    belief.worlds = afterEach(belief.worlds, await inTurn(callers, operations));
  }

  toString(): string {
    return this.#intent.text;
  }
}

/** Several requests at once, and then a look at everything they could have changed. */
export class AtOnce implements Command {
  readonly #intents: readonly Intent[];
  readonly #as: Actor | undefined;

  /** @param as the account that sends all of them; undefined for several */
  constructor(intents: readonly Intent[], as: Actor | undefined) {
    this.#intents = intents;
    this.#as = as;
  }

  check(): boolean {
    return true;
  }

  async run(belief: Belief, callers: Callers): Promise<void> {
    callers.lag.next();
    const world = firstOf(belief);
    const operations = this.#intents.map((intent) => intent.resolve(world, this.#as));
    const scopes = repeated(operations.flatMap(({ scope }) => scope ?? []));
    const crowd = { scopes, photos: [] };
    const before = belief.worlds.map((one) => ({ ...one, crowd }));
    const exchanges = await Promise.all(operations.map((one) => exchange(callers, one)));
    const possible = afterAny(before, exchanges).map((one) => ({ ...one, crowd: undefined }));
    const seen = await look(callers, views(possible));
    try {
      belief.worlds = afterEach(possible, seen);
    } catch (error) {
      const told = exchanges.map(({ operation: { actor, method, path, body }, answer }) =>
        [actor, method, path, JSON.stringify(body), answer.status, answer.text].join(" "),
      );
      throw new Error(`After requests at once:\n${told.join("\n")}\n${error}`, { cause: error });
    }
  }

  toString(): string {
    return `at once${this.#as === undefined ? "" : ` as ${this.#as}`} [${this.#intents.map(({ text }) => text).join(" | ")}]`;
  }
}

/** Looks at everything there is to see of all accounts. */
export async function lookAround(belief: Belief, callers: Callers): Promise<void> {
  const others = [
    ACTORS.map(readLimits),
    ACTORS.map((actor) => readSummary(actor, undefined)),
    ACTORS.map(listScans),
  ];
  const seen = await look(callers, [...views(belief.worlds), ...others]);
  belief.worlds = afterEach(belief.worlds, seen);
}

/** Looks at what follows late, once nothing is under way any more. */
export async function lookSettled(belief: Belief, callers: Callers): Promise<void> {
  const world = firstOf(belief);
  const summaries = ACTORS.flatMap((actor) => settledSummaries(world, actor));
  const seen = await look(callers, [settledSearches(world), summaries]);
  belief.worlds = afterEach(belief.worlds, seen);
}

/** Deletes everything the accounts have. */
export async function clearAll(belief: Belief, callers: Callers): Promise<void> {
  const world = firstOf(belief);
  const operations = ACTORS.flatMap((actor) => [
    ...profilesOf(world, actor).map(({ id }) => removeProfile(actor, id)),
    ...accountOf(world, actor).contacts.map(({ id }) => removeContact(actor, id)),
  ]);
  belief.worlds = afterEach(belief.worlds, await inTurn(callers, operations));
}

/** Reads of all that any of the worlds holds, those of each route by themselves. */
function views(worlds: readonly World[]): Operation[][] {
  const identifiers = new Set(
    worlds.flatMap(({ profiles, removed, slugs }) =>
      [profiles, removed, slugs].flatMap((byName) => Object.keys(byName)),
    ),
  );
  const world = worlds[0] as World;
  return [
    ACTORS.map(listProfiles),
    ACTORS.map(readPrimary),
    ACTORS.map((actor) => listContacts(world, actor)),
    ACTORS.map(listLeads),
    [...identifiers].map((identifier) => readPage(identifier)),
    [searchAll(world)],
  ];
}

/**
 * Reads that change nothing, so that their order is all the same: those of different routes at once.
 * Those of one route go one by one, through one process of its function.
 */
async function look(
  callers: Callers,
  routes: readonly (readonly Operation[])[],
): Promise<Exchange[]> {
  return (await Promise.all(routes.map((reads) => inTurn(callers, reads)))).flat();
}

async function inTurn(callers: Callers, operations: readonly Operation[]): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const operation of operations) exchanges.push(await exchange(callers, operation));
  return exchanges;
}

async function exchange(callers: Callers, operation: Operation): Promise<Exchange> {
  return { operation, answer: await send(callers, operation) };
}

function firstOf({ worlds }: Belief): World {
  return worlds[0] as World;
}

function repeated(scopes: readonly string[]): string[] {
  return scopes.filter((scope, index) => scopes.indexOf(scope) !== index);
}
