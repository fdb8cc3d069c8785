import type * as z from "zod/mini";
import { EXAMPLE_IDS } from "../../routes/example-ids.ts";
import { exampleOf, pathParameters } from "../../routes/example-of.ts";
import type { AnyRoute } from "../../routes/route-table.ts";
import { jsonSchema } from "./component-schemas.ts";
import { operationId } from "./named-schemas.ts";
import { parameterWords } from "./parameter-words.ts";
import type { Json } from "./plain-schema.ts";

/** An operation's parameters in path, query and headers. */
export function parametersOf(route: AnyRoute): readonly Json[] {
  return [
    ...declared(route, "path", route.params, pathExample(route)),
    ...declared(route, "query", route.query, exampleOf(route).query),
    ...(route.errors.includes(412)
      ? [entityTag("If-Match", "It applies to that version only.")]
      : []),
    ...(route.responses.some(({ status }) => status === 304)
      ? [entityTag("If-None-Match", "304 when it is current.")]
      : []),
    ...(route.method === "POST" && route.auth !== "public" ? [IDEMPOTENCY_KEY] : []),
  ];
}

function pathExample({ path }: AnyRoute): Readonly<Record<string, string>> {
  const ids: Readonly<Record<string, string>> = EXAMPLE_IDS;
  const named = pathParameters(path).map(({ name, kind }) => [name, ids[kind]]);
  return Object.fromEntries(named.filter(([, id]) => id !== undefined));
}

function declared(
  { id }: AnyRoute,
  place: "path" | "query",
  schema: z.ZodMiniType | undefined,
  examples: Readonly<Record<string, string>> = {},
): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => {
    const said = parameterWords(operationId(id), name) ?? description;
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(said !== undefined && { description: said }),
      schema: property,
      ...(name in examples ? { example: typed(property, examples[name]) } : {}),
    };
  });
}

/** A number or a boolean where the schema says so; it is written as text in an address. */
function typed({ type }: Json, text: string | undefined): unknown {
  if (type === "boolean") return text === "true";
  return type === "integer" || type === "number" ? Number(text) : text;
}

/*
 * Headers have no examples: a page that lets people try requests would send them as they stand, and a
 * version that is not the present one is refused.
 */

const IDEMPOTENCY_KEY: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "1 to 255 visible ASCII characters. For 24 hours the same request under the same key is carried out once; its answer comes again with `Idempotent-Replayed: true`.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
};

function entityTag(name: string, effect: string): Json {
  const description = `An entity tag as \`ETag\` gave it, with its quotes. ${effect}`;
  return { name, in: "header", required: false, description, schema: { type: "string" } };
}
