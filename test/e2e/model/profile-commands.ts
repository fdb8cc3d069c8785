import fc from "fast-check";
import { expect } from "vitest";
import type { FormValue } from "../../support/api-client.ts";
import { once } from "./idempotency.ts";
import {
  aimed,
  anyActor,
  anyCondition,
  anyKey,
  anyPhoto,
  anyTarget,
  type Intent,
  intent,
  ownProfile,
} from "./intent.ts";
import {
  ifMatch,
  type Moment,
  type Operation,
  PROFILES,
  refuses,
  refusesField,
  refusesVersion,
} from "./operation.ts";
import { type Change, changed, created, isMalformed, removed } from "./profile-rules.ts";
import { anyChange, anyFields, anyName, changeFor, nameOf } from "./profile-values.ts";
import { ACTORS, type Actor, type ModelProfile, type World } from "./world.ts";

/** Two files that any photo of the run is one of. */
export type Photos = readonly [Uint8Array, Uint8Array];

interface Aim {
  readonly actor: Actor;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What happens to one's own profile of the version that was asked for. */
function toOwn(
  { actor, id, headers }: Aim,
  change: (...parts: [World, ModelProfile, Parameters<Moment>[1]]) => void,
): Moment {
  return (world, answer) => {
    const profile = ownProfile(world, actor, id);
    if (!profile) refuses(answer, 404, "profile_not_found");
    else if (!refusesVersion(headers, profile.version, answer)) change(world, profile, answer);
  };
}

const create = (photos: Photos, actor = anyActor) =>
  intent(
    "create",
    { actor, name: anyName, fields: anyFields, photo: anyPhoto, key: anyKey },
    ({ tag }, { actor, name: index, fields, photo, key }): Operation => {
      const { name, slugBase } = nameOf(index, tag);
      const content = { ...fields, name };
      const hasPhoto = photo !== undefined;
      const moment: Moment = (world, answer) =>
        created(world, actor, content, slugBase, hasPhoto, answer);
      const body = hasPhoto ? { form: formFor(content, photos[photo]) } : { body: content };
      const request = {
        actor,
        method: "POST",
        path: PROFILES,
        ...body,
        moments: [moment],
      } as const;
      return once(request, "create-profile", key, { content, photo });
    },
  );

const patch = intent(
  "patch",
  { actor: anyActor, target: anyTarget, plan: anyChange, condition: anyCondition },
  (world, { actor, target, plan, condition }): Operation => {
    const aim = aimAt(world, actor, aimed(world, actor, target), condition);
    const change = changeFor(plan, world.tag, ownProfile(world, actor, aim.id));
    return patchWith(aim, { body: change }, change, false);
  },
);

const patchForm = (photos: Photos) =>
  intent(
    "patch by form",
    {
      actor: anyActor,
      target: anyTarget,
      fields: anyFields,
      photo: anyPhoto,
      condition: anyCondition,
    },
    (world, { actor, target, fields, photo, condition }): Operation => {
      const aim = aimAt(world, actor, aimed(world, actor, target), condition);
      const file = photo === undefined ? undefined : photos[photo];
      return patchWith(aim, { form: formFor(fields, file) }, fields, file !== undefined);
    },
  );

const publish = intent(
  "publish",
  { actor: anyActor, target: anyTarget, condition: anyCondition, key: anyKey },
  (world, { actor, target, condition, key }): Operation => {
    const aim = aimAt(world, actor, aimed(world, actor, target), condition);
    const moment = toOwn(aim, (now, profile, answer) =>
      changed(now, profile, { isPublic: true }, false, answer),
    );
    const path = `${PROFILES}/${aim.id}/publish`;
    const request = {
      actor,
      method: "POST",
      path,
      headers: aim.headers,
      moments: [moment],
    } as const;
    return once(request, "publish-profile", key, {});
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

/** Bodies that break a rule, by the type of the fault. */
const WRONG = {
  missing: {},
  not_allowed: { isPrimary: false },
  read_only: { version: 7 },
  unknown_field: { nickname: "x" },
  reserved: { slug: "admin" },
  invalid_email: { contactEmail: "nobody" },
} as const;
const FAULTS = Object.keys(WRONG) as (keyof typeof WRONG)[];

const refused = intent(
  "refused",
  { actor: anyActor, target: anyTarget, fault: fc.constantFrom(...FAULTS) },
  (world, { actor, target, fault }): Operation => {
    const body = WRONG[fault];
    const moments = [((_, answer) => refusesField(answer, fault)) satisfies Moment];
    if (fault === "missing") return { actor, method: "POST", path: PROFILES, body, moments };
    const path = `${PROFILES}/${aimed(world, actor, target)}`;
    return { actor, method: "PATCH", path, body, moments };
  },
);

/** What gives the other commands something to work on: a profile each, and some more of it. */
export function openingCommands(photos: Photos): fc.Arbitrary<Intent[]> {
  const firsts = fc.tuple(...ACTORS.map((actor) => create(photos, fc.constant(actor))));
  const more = fc.oneof(
    { weight: 2, arbitrary: create(photos) },
    { weight: 4, arbitrary: publish },
    { weight: 2, arbitrary: patch },
  );
  return fc
    .tuple(firsts, fc.array(more, { minLength: 4, maxLength: 8 }))
    .map(([first, rest]) => [...first, ...rest]);
}

/** What changes profiles. */
export function profileCommands(photos: Photos): fc.WeightedArbitrary<Intent>[] {
  return [
    { weight: 6, arbitrary: create(photos) },
    { weight: 10, arbitrary: patch },
    { weight: 2, arbitrary: patchForm(photos) },
    { weight: 6, arbitrary: publish },
    { weight: 2, arbitrary: remove },
    { weight: 1, arbitrary: refused },
  ];
}

function aimAt(
  world: World,
  actor: Actor,
  id: string,
  condition: Parameters<typeof ifMatch>[0],
): Aim {
  return { actor, id, headers: ifMatch(condition, ownProfile(world, actor, id)?.version) };
}

function patchWith(
  aim: Aim,
  content: Pick<Operation, "body" | "form">,
  change: Change,
  hasPhoto: boolean,
): Operation {
  const moment = toOwn(aim, (world, profile, answer) =>
    changed(world, profile, change, hasPhoto, answer),
  );
  const isBad = isMalformed(change);
  const { actor, id, headers } = aim;
  return {
    ...{ actor, method: "PATCH", path: `${PROFILES}/${id}`, headers, ...content },
    moments: [isBad ? (_, answer) => refusesField(answer, "end_before_start") : moment],
  };
}

function removeOperation(aim: Aim): Operation {
  const moment = toOwn(aim, (world, profile, answer) => {
    expect([answer.status, answer.text]).toEqual([204, ""]);
    removed(world, profile);
  });
  const { actor, id, headers } = aim;
  return { actor, method: "DELETE", path: `${PROFILES}/${id}`, headers, moments: [moment] };
}

/** A form says null and an empty list by an empty part. */
function formFor(fields: Change, photo: Uint8Array | undefined): Record<string, FormValue> {
  const parts = Object.entries(fields).map(([name, value]): [string, FormValue] => [
    name,
    Array.isArray(value) && value.length > 0 ? value.map(String) : String(value),
  ]);
  return { ...Object.fromEntries(parts), ...(photo && { photo }) };
}
