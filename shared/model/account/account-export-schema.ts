import * as z from "zod/mini";

/** An export that was asked for. */
export const NewAccountExportSchema = z.object({
  id: z.uuid(),
  status: z.enum(["pending", "ready", "failed"]),
});

/** What became of it, and where it is. */
export const AccountExportSchema = z.object({
  ...NewAccountExportSchema.shape,
  url: z.nullable(z.url()),
  expiresAt: z.nullable(z.iso.datetime({ precision: 3 })),
});

/** An id that no export can have is refused before anything is read. */
export const AccountExportParams = z.object({ export_id: z.uuid().check(z.toLowerCase()) });
