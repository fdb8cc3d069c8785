import * as z from "zod/mini";
import { LIMITS } from "../profile/limits.ts";

/** `image/jpg` is no registered type, but what many programs say. */
const ContentType = z.pipe(
  z.transform((value: unknown) => {
    const type = typeof value === "string" ? value.trim().toLowerCase() : value;
    return type === "image/jpg" ? "image/jpeg" : type;
  }),
  z.enum(["image/jpeg", "image/png"]),
);

/** What is going to be sent: its type, and its length in bytes. */
export const PhotoUploadInput = z.strictObject({
  contentType: ContentType,
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
  waiting: z.boolean(),
  reason: z.nullable(z.string()),
});
