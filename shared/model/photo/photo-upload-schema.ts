import * as z from "zod/mini";
import { LIMITS } from "../profile/limits.ts";

export const PhotoUploadInput = z.strictObject({
  contentType: z.enum(["image/jpeg", "image/png"]),
  contentLength: z.int().check(z.minimum(1), z.maximum(LIMITS.photoBytes)),
});

export type PhotoUploadInput = z.infer<typeof PhotoUploadInput>;

/** Where and how to send the photo. */
export const NewPhotoUploadSchema = z.object({
  id: z.uuid(),
  method: z.literal("PUT"),
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime({ precision: 3 }),
});

/** What became of it. */
export const PhotoUploadSchema = z.object({
  id: z.uuid(),
  status: z.enum(["pending", "ready", "rejected"]),
  reason: z.nullable(z.string()),
});
