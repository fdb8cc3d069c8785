import * as z from "zod/mini";
import {
  datesInOrder,
  EducationInput,
  Place,
  SocialLinkInput,
  WorkExperienceInput,
} from "./listed-entry-schema.ts";
import type { Education, SocialLink, WorkExperience } from "./profile.ts";

type Draft<E> = Omit<E, "id" | "displayOrder"> & { readonly displayOrder?: number | undefined };

/** A new entry; the service gives it its id, and a place at the end when it names none. */
export type EntryDraft = Draft<SocialLink> | Draft<WorkExperience> | Draft<Education>;

/** Fields of one entry to change; cleared ones already have the value that stands for unset. */
export type EntryPatch = Partial<EntryDraft>;

const { id: _link, ...socialLink } = SocialLinkInput.shape;
const { id: _work, ...workExperience } = WorkExperienceInput.shape;
const { id: _education, ...education } = EducationInput.shape;

export const NewSocialLink = z.strictObject(socialLink);
export const NewWorkExperience = z.strictObject(workExperience).check(datesInOrder);
export const NewEducation = z.strictObject(education).check(datesInOrder);

export const SocialLinkPatch = patchOf(socialLink);
export const WorkExperiencePatch = patchOf(workExperience);
export const EducationPatch = patchOf(education);

/**
 * A merge patch (RFC 7396) of an entry: every field may be absent, and null clears those that have
 * an unset value. Whether the dates are in order shows only once it is merged.
 */
function patchOf(shape: Readonly<Record<string, z.ZodMiniType>>): z.ZodMiniType<EntryPatch> {
  const { displayOrder: _, ...rest } = shape;
  const fields = Object.entries(rest).map(([name, field]) => [name, patched(field)]);
  // A place has no unset value: an entry keeps the one it has.
  fields.push(["displayOrder", z.optional(Place)]);
  return z.strictObject(Object.fromEntries(fields)) as z.ZodMiniType<EntryPatch>;
}

function patched(field: z.ZodMiniType): z.ZodMiniType {
  if (field._zod.def.type !== "default") return z.optional(field);
  const { innerType, defaultValue } = field._zod.def as z.core.$ZodDefaultDef;
  const inner = innerType as z.ZodMiniType;
  const nullable = innerType._zod.def.type === "nullable" ? inner : z.nullable(inner);
  return z.optional(
    z.pipe(
      nullable,
      z.transform((value: unknown) => value ?? defaultValue),
    ),
  );
}
