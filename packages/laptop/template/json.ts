/** A value of a template, a request or an answer after parsing. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** An object of named values, to be read only. */
export type JsonObject = { readonly [key: string]: Json };

/** True for an object of named values, as JSON has them: neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value when it is an object; an empty one otherwise. */
export function objectOf(value: Json | undefined): JsonObject {
  return isRecord(value) ? value : {};
}

/** The value when it is a list; an empty one otherwise. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
