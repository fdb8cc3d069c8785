import { setTimeout as sleep } from "node:timers/promises";
import { createApiKeyRoute } from "../../../shared/routes/api-keys/create-api-key.ts";
import { deleteApiKeyRoute } from "../../../shared/routes/api-keys/delete-api-key.ts";
import { listApiKeysRoute } from "../../../shared/routes/api-keys/list-api-keys.ts";
import { deleteContactRoute } from "../../../shared/routes/contacts/delete-contact.ts";
import { listContactsRoute } from "../../../shared/routes/contacts/list-contacts.ts";
import { saveContactRoute } from "../../../shared/routes/contacts/save-contact.ts";
import { createProfileRoute } from "../../../shared/routes/profiles/create-profile.ts";
import { deleteProfileRoute } from "../../../shared/routes/profiles/delete-profile.ts";
import { listProfilesRoute } from "../../../shared/routes/profiles/list-profiles.ts";
import type { AnyRoute } from "../../../shared/routes/route-table.ts";
import type { Caller, RouteCall } from "./api-caller.ts";
import type { Answer } from "./http-client.ts";

/** One kind of thing that the walk makes, in the order in which they are removed. */
interface Kind {
  readonly name: "contact" | "profile" | "API key";
  readonly create: AnyRoute;
  readonly remove: AnyRoute;
  readonly parameter: string;
  readonly list: AnyRoute;
  /** Whether an entry of the list is of this run. */
  readonly isOurs: (entry: Entry, marker: string, profiles: ReadonlySet<string>) => boolean;
}

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly profileId?: string;
}

const KINDS: readonly Kind[] = [
  {
    name: "contact",
    create: saveContactRoute,
    remove: deleteContactRoute,
    parameter: "contact_id",
    list: listContactsRoute,
    isOurs: ({ profileId }, _, profiles) => profiles.has(profileId ?? ""),
  },
  {
    name: "profile",
    create: createProfileRoute,
    remove: deleteProfileRoute,
    parameter: "profile_id",
    list: listProfilesRoute,
    isOurs: ({ name }, marker) => name.startsWith(marker),
  },
  {
    name: "API key",
    create: createApiKeyRoute,
    remove: deleteApiKeyRoute,
    parameter: "key_id",
    list: listApiKeysRoute,
    isOurs: ({ name }, marker) => name.startsWith(marker),
  },
];

/** Milliseconds between tries to remove something. */
const PAUSES = [500, 1_500, 4_000];

/**
 * Everything the walk made and has not removed yet. What it made without being told so, because an
 * answer was lost, is found again by its name.
 */
export class MadeThings {
  /** All names of this run begin with it. */
  readonly #marker: string;
  readonly #present = new Map<string, { kind: Kind; id: string }>();
  /** Also those that are gone: contacts outlive them. */
  readonly #profiles = new Set<string>();

  constructor(marker: string) {
    this.#marker = marker;
  }

  /** Takes note of what a call made or removed. */
  watch(route: AnyRoute, { params = {} }: RouteCall, { status, json }: Answer): void {
    for (const kind of KINDS) {
      if (route.id === kind.create.id && status < 300 && typeof json?.id === "string") {
        this.#present.set(json.id, { kind, id: json.id });
        if (kind.name === "profile") this.#profiles.add(json.id);
      }
      if (route.id === kind.remove.id && status === 204) {
        this.#present.delete(params[kind.parameter] ?? "");
      }
    }
  }

  /** What is known to be left, for people to remove. */
  get left(): readonly string[] {
    return [...this.#present.values()].map(({ kind, id }) => `${kind.name} ${id}`);
  }

  /**
   * Removes everything of this run from the accounts that may have it.
   * @returns why something could not be removed or looked for; empty when nothing is left
   */
  async removeFrom(accounts: readonly Caller[]): Promise<string[]> {
    const faults: string[] = [];
    for (const kind of KINDS) {
      const ids = new Set(
        [...this.#present.values()].filter((one) => one.kind === kind).map(({ id }) => id),
      );
      for (const account of accounts) {
        const listed = await this.#listed(account, kind);
        if (typeof listed === "string") faults.push(listed);
        else for (const id of listed) ids.add(id);
      }
      for (const id of ids) {
        if (await removed(accounts, kind, id)) this.#present.delete(id);
        else faults.push(`the ${kind.name} ${id} could not be removed`);
      }
    }
    return faults;
  }

  async #listed(account: Caller, kind: Kind): Promise<string[] | string> {
    const answer = await persistently(() => account.call(kind.list));
    const entries: unknown = answer?.json?.contacts ?? answer?.json;
    if (answer?.status !== 200 || !Array.isArray(entries)) {
      return `the ${kind.name}s of an account could not be listed (${answer?.status ?? "no answer"})`;
    }
    return (entries as Entry[])
      .filter((entry) => kind.isOurs(entry, this.#marker, this.#profiles))
      .map(({ id }) => id);
  }
}

/** Tries every account, as the thing belongs to one of them: the others answer 404. */
async function removed(accounts: readonly Caller[], kind: Kind, id: string): Promise<boolean> {
  const statuses: number[] = [];
  for (const account of accounts) {
    const params = { [kind.parameter]: id };
    const answer = await persistently(() => account.call(kind.remove, { params }));
    statuses.push(answer?.status ?? 0);
  }
  return statuses.every((status) => status === 204 || status === 404);
}

/** The first answer that is no failure of the moment; the last one when there is none. */
async function persistently(call: () => Promise<Answer>): Promise<Answer | undefined> {
  let answer: Answer | undefined;
  for (const pause of [0, ...PAUSES]) {
    await sleep(pause);
    answer = await call().catch(() => undefined);
    if (answer && answer.status !== 429 && answer.status < 500) return answer;
  }
  return answer;
}
