import { setTimeout as pause } from "node:timers/promises";
import type { AnyRoute } from "../../../shared/routes/route-table.ts";
import { Caller, type RouteCall } from "./api-caller.ts";
import type { Facts } from "./facts.ts";
import { Interrupted } from "./facts.ts";
import type { Answer } from "./http-client.ts";
import { MadeThings } from "./made-things.ts";

/** What every walk is given. */
export interface WalkContext {
  readonly facts: Facts;
  /** The walk's profiles and keys are called this, and more. */
  readonly marker: string;
  readonly onLaptop: boolean;
  readonly nobody: Caller;
  readonly owner: Caller;
  /** As headers, to send them with others. */
  readonly ownerCredential: Readonly<Record<string, string>>;
  /** Of another account; undefined when there is only one. */
  readonly visitor: Caller | undefined;
  /** Whether its accounts were made for the walk, which may then erase one. */
  readonly accountsAreMade: boolean;
  readonly made: MadeThings;
  /** Ids of the routes that answered what they are for. */
  readonly walked: ReadonlySet<string>;
  /** Callers for removing things, which nothing interrupts. */
  readonly removers: readonly Caller[];
  /**
   * Repeats `look` until it gives something, with the pauses between.
   * @returns undefined when it never did; else that, and the milliseconds it took
   */
  readonly until: <T>(
    pauses: Iterable<number>,
    look: () => Promise<T | undefined>,
  ) => Promise<{ readonly value: T; readonly took: number } | undefined>;
}

/** Where the walk goes, and with whose tokens: the owner's first, then the visitor's. */
export interface ContextOptions {
  readonly facts: Facts;
  readonly base: string;
  readonly run: string;
  readonly onLaptop: boolean;
  readonly tokens: readonly string[];
  readonly accountsAreMade: boolean;
  /** Ends the walk before its next call. */
  readonly stop: AbortSignal;
}

/** Callers for nobody and for each token. What they make is noted, to be removed at the end. */
export function walkContext(options: ContextOptions): WalkContext {
  const { facts, base, run, onLaptop, tokens, accountsAreMade, stop } = options;
  const walked = new Set<string>();
  const marker = `Smoke ${run}`;
  const made = new MadeThings(marker);
  const mayGoOn = () => {
    if (stop.aborted) throw new Interrupted(String(stop.reason));
  };
  const watch = (_: Caller, route: AnyRoute, call: RouteCall, answer: Answer) => {
    if (answer.status < 400) walked.add(route.id);
    made.watch(route, call, answer);
  };
  const nobody = new Caller({ base, mayGoOn, watch });
  const remover = new Caller({ base, mayGoOn: () => {}, watch: () => {} });
  const [ownerCredential = {}, visitorCredential] = tokens.map((token) => ({
    authorization: `Bearer ${token}`,
  }));
  return {
    ...{ facts, marker, onLaptop, accountsAreMade, nobody, made, walked, ownerCredential },
    owner: nobody.as(ownerCredential),
    visitor: visitorCredential && nobody.as(visitorCredential),
    removers: tokens.map((token) => remover.as({ authorization: `Bearer ${token}` })),
    until: async (pauses, look) => {
      const started = performance.now();
      for (const milliseconds of [0, ...pauses]) {
        // An interruption is told by the next call.
        await pause(milliseconds, undefined, { signal: stop }).catch(() => {});
        mayGoOn();
        const value = await look();
        if (value !== undefined) return { value, took: performance.now() - started };
      }
      return undefined;
    },
  };
}

/** Pauses that add up to a time, all the same. */
export function every(milliseconds: number, { upTo }: { readonly upTo: number }): number[] {
  return Array.from({ length: Math.ceil(upTo / milliseconds) }, () => milliseconds);
}

/** `0.4 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
