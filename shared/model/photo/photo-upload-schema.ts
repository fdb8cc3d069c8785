import * as z from "zod/mini";
import { LIMITS } from "../profile/limits.ts";

const described = (description: string) => z.string().check(z.meta({ description }));

export const PhotoUploadInput = z.strictObject({
  contentType: z.enum(["image/jpeg", "image/png"]),
  contentLength: z
    .int()
    .check(z.minimum(1), z.maximum(LIMITS.photoBytes), z.meta({ description: "Bytes, exactly." })),
});

export type PhotoUploadInput = z.infer<typeof PhotoUploadInput>;

/** Where and how to send the photo. */
export const NewPhotoUploadSchema = z.object({
  id: z.uuid(),
  method: z.literal("PUT"),
  url: z.url().check(z.meta({ description: "Good for one upload, by anyone who knows it." })),
  headers: z
    .record(z.string(), z.string())
    .check(z.meta({ description: "Headers to send with the photo, as they are." })),
  expiresAt: z.iso.datetime({ precision: 3 }),
});

/** What became of it. */
export const PhotoUploadSchema = z.object({
  id: z.uuid(),
  status: z.enum(["pending", "ready", "rejected"]),
  reason: z.nullable(described("Why it was rejected; null otherwise.")),
});
