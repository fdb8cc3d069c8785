import * as z from "zod/mini";
import type { EntryField } from "./sections/entry-fields.ts";
import { SECTION_NAMES, SECTIONS, type SectionName } from "./sections/section-models.ts";

const SCHEMAS = Object.fromEntries(
  SECTION_NAMES.map((section) => [section, schemaOf(SECTIONS[section].fields)]),
);

/** An entry of the section, in answers; always the same schema, so that it has one name. */
export function entryAnswerSchema(section: SectionName): z.ZodMiniType {
  return SCHEMAS[section] as z.ZodMiniType;
}

function schemaOf(fields: Readonly<Record<string, EntryField>>) {
  const shape = Object.entries(fields).map(([name, field]) => [name, answerOf(field)]);
  return z.object({ id: z.uuid(), ...Object.fromEntries(shape), displayOrder: z.int() });
}

function answerOf(field: EntryField): z.ZodMiniType {
  if (field.kind === "url") return z.url();
  if (field.kind !== "date") return z.string();
  return field.isRequired ? z.string() : z.nullable(z.string());
}
