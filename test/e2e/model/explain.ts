import type { Answer } from "../../support/api-client.ts";
import type { Moment, Operation } from "./operation.ts";
import type { World } from "./world.ts";

/** A request with the answer it got. */
export interface Exchange {
  readonly operation: Operation;
  readonly answer: Answer;
}

/**
 * The worlds that could be after requests whose answers came one after the other. There are several
 * as long as the answers do not tell which order requests under way together took effect in.
 * @throws the first contradiction when no world explains the answers
 */
export function afterEach(worlds: readonly World[], exchanges: readonly Exchange[]): World[] {
  let possible = [...worlds];
  for (const exchange of exchanges) possible = afterAny(possible, [exchange]);
  return possible;
}

/**
 * The worlds that could be after requests that were under way together: some order of all their
 * moments explains every answer.
 * @throws Error with every answer when no order does
 */
export function afterAny(worlds: readonly World[], exchanges: readonly Exchange[]): World[] {
  const steps = exchanges.flatMap(({ operation, answer }) =>
    operation.moments.map((moment) => ({ moment, answer })),
  );
  const faults = new Set<unknown>();
  /** Worlds by which of the steps are done: bit n for step n. */
  const reached: World[][] = [[...worlds]];
  const all = 2 ** steps.length - 1;
  for (let done = 0; done < all; done += 1) {
    const here = (reached[done] ?? []).filter(unlike);
    for (const [bit, { moment, answer }] of steps.entries()) {
      if (done & (1 << bit)) continue;
      const next = here.flatMap((world) => after(world, moment, answer, faults));
      reached[done | (1 << bit)] = [...(reached[done | (1 << bit)] ?? []), ...next];
    }
  }
  const possible = (reached[all] ?? []).filter(unlike);
  if (possible.length > 0) return possible;
  throw contradiction(exchanges, [...faults]);
}

function after(world: World, moment: Moment, answer: Answer, faults: Set<unknown>): World[] {
  const next = structuredClone(world);
  try {
    moment(next, answer);
    return [next];
  } catch (error) {
    faults.add(error);
    return [];
  }
}

/** For a filter: keeps the first of several worlds that are the same. */
function unlike(world: World, index: number, worlds: readonly World[]): boolean {
  if (worlds.length === 1) return true;
  const text = JSON.stringify(world);
  return worlds.findIndex((other) => JSON.stringify(other) === text) === index;
}

function contradiction(exchanges: readonly Exchange[], faults: readonly unknown[]): Error {
  const told = exchanges.map(({ operation, answer }) => {
    const { actor = "nobody", method, path, headers, body, form } = operation;
    const sent = JSON.stringify({ headers, body, form: form && Object.keys(form) });
    return `${actor}: ${method} ${path} ${sent}\n  ${answer.status} ${answer.text}`;
  });
  const reasons = faults.slice(0, 8).map((fault) => String(fault));
  const words = exchanges.length > 1 ? "No order explains" : "Nothing explains";
  return new Error([`${words} the answers.`, ...told, ...reasons].join("\n"), { cause: faults[0] });
}
