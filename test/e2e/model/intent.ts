import fc from "fast-check";
import { type Condition, type Operation, UNKNOWN } from "./operation.ts";
import { type Actor, type ModelProfile, profilesOf, type World } from "./world.ts";

/** Something to do, before it is known what there is to do it to. */
export interface Intent {
  /** For reports of failures. */
  readonly text: string;
  /**
   * The request, aimed at what the world holds.
   * @param as another account in place of the one it was made for
   */
  resolve(world: World, as?: Actor): Operation;
}

export function intent<A>(
  name: string,
  model: { [K in keyof A]: fc.Arbitrary<A[K]> },
  resolve: (world: World, args: A) => Operation,
): fc.Arbitrary<Intent> {
  return fc.record<A>(model, { noNullPrototype: true }).map((args) => ({
    text: `${name} ${JSON.stringify(args)}`,
    [fc.toStringMethod]: () => `${name} ${JSON.stringify(args)}`,
    resolve: (world, as) => resolve(world, as === undefined ? args : { ...args, actor: as }),
  }));
}

/** Points at a profile: one's own, a published one, anybody's, a deleted or an unknown one. */
export interface Target {
  readonly whose: "own" | "shown" | "any" | "gone" | "unknown";
  readonly index: number;
}

export const anyActor: fc.Arbitrary<Actor> = fc.constantFrom(0, 1, 2);

export const anyTarget: fc.Arbitrary<Target> = fc.record({
  whose: weighted<Target["whose"]>([12, "own"], [2, "any"], [1, "gone"], [1, "unknown"]),
  index: weighted([5, 0], [3, 1], [1, 2], [1, 3]),
});

/** For what people do with profiles of others. */
export const anyOther: fc.Arbitrary<Target> = fc.record({
  whose: weighted<Target["whose"]>([10, "shown"], [3, "any"], [2, "gone"], [1, "unknown"]),
  index: fc.nat({ max: 4 }),
});

export const anyCondition: fc.Arbitrary<Condition> = weighted<Condition>(
  [6, undefined],
  [2, "current"],
  [1, "stale"],
  [1, "any"],
);

/** Few keys, so that they meet again. */
export const anyKey: fc.Arbitrary<string | undefined> = weighted<string | undefined>(
  [5, undefined],
  [1, "key-1"],
  [1, "key-2"],
);

export const anyPhoto: fc.Arbitrary<0 | 1 | undefined> = weighted<0 | 1 | undefined>(
  [12, undefined],
  [1, 0],
  [1, 1],
);

/** One of several values, each with its weight. */
export function weighted<T>(...choices: readonly (readonly [number, T])[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));
}

export function aimed(world: World, actor: Actor, { whose, index }: Target): string {
  const lists = {
    own: () => idsOf(profilesOf(world, actor)),
    shown: () => idsOf(Object.values(world.profiles).filter(({ isPublic }) => isPublic)),
    any: () => idsOf(Object.values(world.profiles)),
    gone: () => Object.keys(world.removed).sort(),
    unknown: () => [],
  };
  return pick(lists[whose](), index) ?? UNKNOWN;
}

function idsOf(profiles: readonly ModelProfile[]): string[] {
  return profiles.map(({ id }) => id).sort();
}

export function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}

/** The caller's own profile of that id; another's counts as none. */
export function ownProfile(world: World, actor: Actor, id: string): ModelProfile | undefined {
  const profile = world.profiles[id];
  return profile?.owner === actor ? profile : undefined;
}
