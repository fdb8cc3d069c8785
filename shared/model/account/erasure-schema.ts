import * as z from "zod/mini";

/** A parameter of its own, so that nobody erases an account by a wrong method. */
export const EraseAccountQuery = z.object({
  confirm: z.literal("erase"),
});

/** An erasure that has begun. */
export const ErasureSchema = z.object({ id: z.uuid(), status: z.enum(["pending"]) });
