import fc from "fast-check";
import type { FormValue } from "../../support/api-client.ts";
import { type Aim, aimAt, toOwn } from "./aim.ts";
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
import { type Moment, type Operation, PROFILES, refusesField } from "./operation.ts";
import { type Change, changed, created, isMalformed } from "./profile-rules.ts";
import { anyChange, anyFields, anyName, changeFor, nameOf } from "./profile-values.ts";
import { publish, publishFirst, removingCommands, unpublish } from "./state-commands.ts";
import { ACTORS } from "./world.ts";

/** Two files that any photo of the run is one of. */
export type Photos = readonly [Uint8Array, Uint8Array];

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

const hide = intent(
  "hide",
  { actor: anyActor, target: anyTarget, condition: anyCondition },
  (world, { actor, target, condition }): Operation => {
    const aim = aimAt(world, actor, aimed(world, actor, target), condition);
    const change = { isPublic: false };
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

/** What gives the other commands something to work on: a published profile each, and some more of it. */
export function openingCommands(photos: Photos): fc.Arbitrary<Intent[]> {
  const firsts = fc.tuple(
    ...ACTORS.map((actor) => create(photos, fc.constant(actor))),
    ...ACTORS.map(publishFirst),
  );
  const more = fc.oneof(
    { weight: 2, arbitrary: create(photos) },
    { weight: 4, arbitrary: publish },
    { weight: 2, arbitrary: patch },
  );
  return fc
    .tuple(firsts, fc.array(more, { minLength: 2, maxLength: 6 }))
    .map(([first, rest]) => [...first, ...rest]);
}

/** What changes profiles. */
export function profileCommands(photos: Photos): fc.WeightedArbitrary<Intent>[] {
  return [
    { weight: 6, arbitrary: create(photos) },
    { weight: 10, arbitrary: patch },
    { weight: 2, arbitrary: patchForm(photos) },
    { weight: 6, arbitrary: publish },
    { weight: 2, arbitrary: hide },
    { weight: 2, arbitrary: unpublish },
    ...removingCommands,
    { weight: 1, arbitrary: refused },
  ];
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

/** A form says null and an empty list by an empty part. */
function formFor(fields: Change, photo: Uint8Array | undefined): Record<string, FormValue> {
  const parts = Object.entries(fields).map(([name, value]): [string, FormValue] => [
    name,
    Array.isArray(value) && value.length > 0 ? value.map(String) : String(value),
  ]);
  return { ...Object.fromEntries(parts), ...(photo && { photo }) };
}
