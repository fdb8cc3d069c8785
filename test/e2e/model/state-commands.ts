import fc from "fast-check";
import { expect } from "vitest";
import { type Aim, aimAt, toOwn } from "./aim.ts";
import { once } from "./idempotency.ts";
import { aimed, anyActor, anyCondition, anyKey, anyTarget, type Intent, intent } from "./intent.ts";
import { type Operation, PROFILES } from "./operation.ts";
import { changed, photoRemoved, removed } from "./profile-rules.ts";
import type { Actor } from "./world.ts";

const ANY = { actor: anyActor, target: anyTarget, condition: anyCondition, key: anyKey };

/** Shows a profile or hides it, by the route that does just that. */
const setPublic = (verb: "publish" | "unpublish", arbitraries = ANY) =>
  intent(verb, arbitraries, (world, { actor, target, condition, key }): Operation => {
    const aim = aimAt(world, actor, aimed(world, actor, target), condition);
    const moment = toOwn(aim, (now, profile, answer) =>
      changed(now, profile, { isPublic: verb === "publish" }, false, answer),
    );
    const path = `${PROFILES}/${aim.id}/${verb}`;
    const { headers } = aim;
    const request = { actor, method: "POST", path, headers, moments: [moment] } as const;
    return once(request, `${verb}-profile`, key, {});
  });

/** Makes a draft public. */
export const publish = setPublic("publish");

/** The same of an account's first profile. */
export function publishFirst(actor: Actor): fc.Arbitrary<Intent> {
  const target = fc.constant({ whose: "own", index: 0 } as const);
  const nothing = fc.constant(undefined);
  return setPublic("publish", {
    actor: fc.constant(actor),
    target,
    condition: nothing,
    key: nothing,
  });
}

/** Makes a published profile a draft. */
export const unpublish = setPublic("unpublish");

const removePhoto = intent(
  "delete photo",
  { actor: anyActor, target: anyTarget, condition: anyCondition },
  (world, { actor, target, condition }): Operation => {
    const { id, headers } = aimAt(world, actor, aimed(world, actor, target), condition);
    const moments = [toOwn({ actor, id, headers }, photoRemoved)];
    return { actor, method: "DELETE", path: `${PROFILES}/${id}/photo`, headers, moments };
  },
);

const remove = intent(
  "delete",
  { actor: anyActor, target: anyTarget, condition: anyCondition },
  (world, { actor, target, condition }) =>
    removeOperation(aimAt(world, actor, aimed(world, actor, target), condition)),
);

/** Deletes a profile, whatever its version. */
export function removeProfile(actor: Actor, id: string): Operation {
  return removeOperation({ actor, id, headers: {} });
}

function removeOperation(aim: Aim): Operation {
  const moment = toOwn(aim, (world, profile, answer) => {
    expect([answer.status, answer.text]).toEqual([204, ""]);
    removed(world, profile);
  });
  const { actor, id, headers } = aim;
  return { actor, method: "DELETE", path: `${PROFILES}/${id}`, headers, moments: [moment] };
}

/** What takes a photo or a profile away. */
export const removingCommands: fc.WeightedArbitrary<Intent>[] = [
  { weight: 2, arbitrary: removePhoto },
  { weight: 2, arbitrary: remove },
];
