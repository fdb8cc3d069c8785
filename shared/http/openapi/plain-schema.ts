/** A part of the document. */
export type Json = Record<string, unknown>;

/** Formats that say all their pattern says, and in one word. */
const SPEAKING_FORMATS = ["uuid", "email", "date-time"];

/**
 * A schema as generators of clients read it best, meaning the same: no bounds that are only those of a
 * double, no pattern beside a format that says it, and as few unions as can be. A text that may be
 * empty is one text: openapi-python-client makes code that raises of a choice between `const: ""` and
 * a text, and every generator makes `string` of this.
 */
export function plainSchema(schema: Json): Json {
  const inner = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, plainPart(keyword, value)] as const),
  );
  return withPlainChoice(withPlainFormat(withoutDoubleBounds(inner)));
}

function plainPart(keyword: string, value: unknown): unknown {
  if (keyword === "properties") {
    const each = Object.entries(value as Readonly<Record<string, Json>>);
    return Object.fromEntries(each.map(([name, property]) => [name, plainSchema(property)]));
  }
  if (["anyOf", "oneOf", "allOf"].includes(keyword)) return (value as Json[]).map(plainSchema);
  const isSchema = ["items", "additionalProperties", "propertyNames"].includes(keyword);
  return isSchema && typeof value === "object" ? plainSchema(value as Json) : value;
}

function withoutDoubleBounds({ minimum, maximum, ...rest }: Json): Json {
  return {
    ...rest,
    ...(minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER && { minimum }),
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && { maximum }),
  };
}

function withPlainFormat({ format, pattern, ...rest }: Json): Json {
  const isSaid = SPEAKING_FORMATS.includes(String(format));
  return {
    ...rest,
    ...(format !== undefined && { format }),
    ...(pattern !== undefined && !isSaid && { pattern }),
  };
}

/** One type instead of a choice, where one says the same. */
function withPlainChoice(schema: Json): Json {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const flat = anyOf.flatMap((one: Json) => (isOnlyChoice(one) ? (one.anyOf as Json[]) : [one]));
  const isNullable = flat.some(({ type }) => type === "null");
  const others = flat.filter(({ type }) => type !== "null");
  const [only, ...more] = others.some(isEmptyText) ? orEmpty(others) : others;
  if (!only || more.length > 0) return { ...rest, anyOf: flat };
  if (!isNullable) return { ...only, ...rest };
  const { type } = only;
  // A reference keeps its name, and a list of values would have to name null too.
  if (type === undefined || "enum" in only || "const" in only) return { ...rest, anyOf: flat };
  return { ...only, ...rest, type: [type, "null"].flat() };
}

function isOnlyChoice(schema: Json): boolean {
  return Object.keys(schema).join() === "anyOf";
}

function isEmptyText({ const: only }: Json): boolean {
  return only === "";
}

/** The texts of a choice with `""`, which they then allow. */
function orEmpty(choices: readonly Json[]): Json[] {
  return choices
    .filter((one) => !isEmptyText(one))
    .map(({ format, minLength, pattern, ...rest }) => {
      const known = typeof pattern === "string" ? pattern : PATTERN_OF[String(format)];
      return { ...rest, ...(known && { pattern: `^(?:${known.replace(/^\^|\$$/g, "")})?$` }) };
    });
}

/** Where a format alone would refuse `""`. */
const PATTERN_OF: Readonly<Record<string, string>> = { email: "[^@\\s]+@[^@\\s]+" };
