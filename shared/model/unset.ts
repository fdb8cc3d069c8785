import * as z from "zod/mini";
import { once } from "./once.ts";

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

/** Makes a field that may be left out. @param make gives its schema, which has no default */
export type MakeOptional = <T extends z.ZodMiniType>(
  make: () => T,
) => z.ZodMiniOptional<z.ZodMiniType<z.output<T>, z.input<T>>>;

/** Its schema is made at once: while a function loads, for fields that nearly all requests have. */
export const optionalNow: MakeOptional = (make) => z.optional(make() as never);

/**
 * Its schema is made when the field first comes: a change has few of the fields that it may have, and a
 * function that has just been loaded makes all its schemas.
 */
export const optionalLate: MakeOptional = (make) => {
  const late = z.lazy(once(make));
  // Where the field is absent, all that is asked of it is this. Told, so that nothing is made.
  Object.defineProperty(late._zod, "optin", { value: undefined });
  return z.optional(late as never);
};

/** A field that is left out, or unset by null or `""`. */
export function clearable<T extends z.ZodMiniType>(optional: MakeOptional, make: () => T) {
  return optional(() => orUnset(make()));
}
