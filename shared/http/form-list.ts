type Fields = ReadonlyMap<string, readonly string[]>;

/** Why a lone part with commas is refused. It may be one value or several: nobody can tell. */
export const COMMAS = {
  type: "comma_list",
  msg: 'Send one part for each value, or one part with a JSON list such as ["a", "b"].',
} as const;

/**
 * The fields of a form, where a list may be named as some libraries do: `skills[]` counts as
 * `skills`. Parts under both names are one list.
 */
export function withoutBrackets(fields: Fields, listFields: readonly string[]): Fields {
  const renamed = new Map<string, readonly string[]>();
  for (const [name, values] of fields) {
    const bare = name.endsWith("[]") ? name.slice(0, -2) : name;
    const own = listFields.includes(bare) ? bare : name;
    renamed.set(own, [...(renamed.get(own) ?? []), ...values]);
  }
  return renamed;
}

/**
 * A list from the parts of a form: a part for each value, or one part with a JSON list. One empty
 * part is an empty list, which a form cannot carry otherwise.
 * @returns `commas` for a lone part that has commas in it
 */
export function readFormList(values: readonly string[]): readonly unknown[] | "commas" {
  const [only = ""] = values;
  if (values.length > 1) return values;
  if (only === "") return [];
  return jsonList(only) ?? (only.includes(",") ? "commas" : values);
}

/** Undefined for text that is no JSON list. */
function jsonList(text: string): readonly unknown[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
