import * as z from "zod/mini";
import { orUnset } from "../unset.ts";

/** A boolean as a form writes it. */
export const formBoolean = () =>
  z.pipe(
    z.enum(["true", "false"]),
    z.transform((value) => value === "true"),
  );

/** A part of a form that is left out or empty. */
export const formOnly = <T extends z.ZodMiniType>(schema: T) =>
  z.optional(
    z.pipe(
      orUnset(schema),
      z.transform((value: z.output<T> | null) => value ?? undefined),
    ),
  );
