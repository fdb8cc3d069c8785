import * as z from "zod/mini";

/** Text without the space around it, as pasted values have it; anything else as it is. */
function trimmedValue(value: unknown): unknown {
  return typeof value === "string" ? value.trim() : value;
}

/** Takes a value with space around it. The document shows the schema alone. */
export function trimmed<T extends z.ZodMiniType>(schema: T) {
  return z.pipe(z.transform(trimmedValue), schema);
}

/**
 * The one rule for empty values: in JSON and in forms, `""` and blank text stand for unset, as null
 * does. Leaving a field out is another thing: a change then keeps it.
 */
export function orUnset<T extends z.ZodMiniType>(schema: T) {
  const tidy = z.transform((value: unknown) => {
    const tidied = trimmedValue(value);
    return tidied === "" ? null : tidied;
  });
  return z.pipe(tidy, z.nullable(schema));
}

/** A field that is left out, or unset by null or `""`. */
export function clearable<T extends z.ZodMiniType>(schema: T) {
  return z.optional(orUnset(schema));
}
