import * as z from "zod/mini";
import type { FormFile } from "../../routes/define-route.ts";
import type { AnyRoute } from "../../routes/route-table.ts";
import { ANSWER_SCHEMAS, bodyName, inputSchemas } from "./named-schemas.ts";
import { type Json, plainSchema } from "./plain-schema.ts";
import { wordTable } from "./word-table.ts";

/**
 * Every schema with a name: what answers carry, and what the routes take. Rules are those that the
 * service itself checks with; only the words are added here.
 */
export function componentSchemas(routes: readonly AnyRoute[]): Json {
  const schemas = {
    ...schemasOf(ANSWER_SCHEMAS, "output"),
    ...Object.fromEntries(
      Object.entries(schemasOf(inputSchemas(routes), "input")).map(
        ([name, schema]) => [name, withEmptyTexts(schema)] as const,
      ),
    ),
  };
  for (const route of routes) {
    const file = route.body?.form?.file;
    if (file) asForm(schemas[bodyName(route, "Form")] as Json, file);
  }
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, withWords(name, schema)] as const),
  );
}

/** A schema in answers, with the named ones by reference. */
export function referenced(schema: z.ZodMiniType): Json {
  const name = nameOf(schema);
  if (name) return { $ref: refTo(name) };
  const element = elementOf(schema);
  if (element) return { type: "array", items: referenced(element) };
  return jsonSchema(schema, "output");
}

/** The name of a schema of answers in the document; undefined where it has none. */
export function nameOf(schema: z.ZodMiniType): string | undefined {
  return Object.entries(ANSWER_SCHEMAS).find(([, component]) => component === schema)?.[0];
}

/** What a list holds; undefined for anything but a list. */
export function elementOf({ _zod: { def } }: z.ZodMiniType): z.ZodMiniType | undefined {
  return def.type === "array" ? ((def as z.core.$ZodArrayDef).element as z.ZodMiniType) : undefined;
}

/** Where a named schema stands in the document. */
export function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

/**
 * A schema in full.
 * @param io whether callers send it or answers carry it
 */
export function jsonSchema(schema: z.ZodMiniType, io: "input" | "output"): Json {
  const override = io === "output" ? openToMore : () => {};
  return plainSchema(withoutIdentity(z.toJSONSchema(schema, { io, override }) as Json));
}

function schemasOf(named: Readonly<Record<string, z.ZodMiniType>>, io: "input" | "output") {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) {
    // Two bodies may have one schema; the registry knows it by its first name.
    if (!registry.has(schema)) registry.add(schema, { id });
  }
  const override = io === "output" ? openToMore : () => {};
  const { schemas } = z.toJSONSchema(registry, { io, override, uri: refTo });
  return Object.fromEntries(
    Object.entries(named).map(([name, schema]) => {
      const known = schemas[registry.get(schema)?.id ?? name] as Json;
      return [name, plainSchema(withoutIdentity(known))] as const;
    }),
  );
}

/** Where null unsets a text, an empty one does too. */
function withEmptyTexts(schema: Json): Json {
  if (!schema.properties) return schema;
  const properties = Object.entries(schema.properties as Readonly<Record<string, Json>>);
  return {
    ...schema,
    properties: Object.fromEntries(properties.map(([name, one]) => [name, orEmptyText(one)])),
  };
}

function orEmptyText({ type, description, ...rest }: Json): Json {
  const own = {
    ...(type !== undefined && { type }),
    ...(description !== undefined && { description }),
  };
  const isClearable = Array.isArray(type) && type.includes("string") && type.includes("null");
  const isNarrow = "pattern" in rest || "format" in rest;
  if (!isClearable || !isNarrow) return { ...own, ...rest };
  const empty = { type: "string", const: "" };
  const choice = plainSchema({ anyOf: [empty, { type: "string", ...rest }, { type: "null" }] });
  return { ...choice, ...(description !== undefined && { description }) };
}

/** A file is binary in OpenAPI. No part of a form is null: an empty one unsets a field. */
function asForm(form: Json, { field, maxBytes, description }: FormFile): void {
  const file = { type: "string", format: "binary", maxLength: maxBytes, description };
  const parts = Object.entries(form.properties as Readonly<Record<string, Json>>);
  form.properties = {
    ...Object.fromEntries(parts.map(([name, part]) => [name, withoutNull(part)])),
    [field]: file,
  };
}

function withoutNull({ type, anyOf, ...rest }: Json): Json {
  const types = [type].flat().filter((one) => one !== undefined && one !== "null");
  const others = (anyOf as readonly Json[] | undefined)?.filter((one) => one.type !== "null") ?? [];
  const [only = {}, ...more] = others;
  return {
    ...rest,
    ...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
    ...(more.length > 0 ? { anyOf: others } : only),
  };
}

/** Words that stand in the schema itself are kept where nothing else is said. */
function withWords(name: string, schema: Json): Json {
  const words = wordTable[name];
  if (!words || !schema.properties)
    return { ...(words && { description: words.about }), ...schema };
  const properties = Object.entries(schema.properties as Readonly<Record<string, Json>>);
  return {
    description: words.about,
    ...schema,
    properties: Object.fromEntries(
      properties.map(([key, property]) => {
        const said = words.properties[key];
        return [key, said ? { ...property, description: said } : property] as const;
      }),
    ),
  };
}

/** Answers may gain fields; a client that refuses unknown ones would break on the first. */
function openToMore({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

function withoutIdentity({ $schema, $id, ...rest }: Json): Json {
  return rest;
}
