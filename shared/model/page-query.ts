import * as z from "zod/mini";

/** The least and the greatest number that a field of a query takes. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/**
 * A whole number, which arrives as text; may be left out.
 * @param more what the refusal says beside the range
 * @param fallback what leaving it out means, for the document; none where that is something else
 */
export function wholeNumber(
  { min, max }: NumberRange,
  { more = "", fallback }: { readonly more?: string; readonly fallback?: number } = {},
) {
  const message = `Must be a whole number from ${min} to ${max}${more}.`;
  const isFine = (text: string) => /^\d{1,9}$/.test(text) && +text >= min && +text <= max;
  const text = z.string().check(
    z.refine(isFine, { error: message, params: { type: "out_of_range" } }),
    z.meta({
      ...{ type: "integer", minimum: min, maximum: max },
      ...(fallback !== undefined && { default: fallback }),
    }),
  );
  return z.optional(z.pipe(text, z.transform(Number)));
}

/** Where the next page begins, as the page before told it. */
export function cursor() {
  return z.optional(z.string().check(z.meta({ pattern: "^[A-Za-z0-9_-]+$" })));
}

/**
 * Parameters that are a {@link flag}. One without a value is refused, where another counts as left out:
 * whoever writes `?dryRun` means it.
 */
export const FLAGS: readonly string[] = ["dryRun"];

/** `true` or `false`, which arrives as text; left out it is false. */
export function flag() {
  const text = z.string().check(
    z.refine((value) => value === "true" || value === "false", {
      error: "Must be true or false.",
      params: { type: "boolean_type" },
    }),
    z.meta({ type: "boolean", default: false }),
  );
  return z.optional(
    z.pipe(
      text,
      z.transform((value: string) => value === "true"),
    ),
  );
}
