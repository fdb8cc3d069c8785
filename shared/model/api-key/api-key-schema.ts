import * as z from "zod/mini";
import { text } from "../text.ts";
import { KEY_ID_PATTERN } from "./key-format.ts";

/** A key without its secret. */
export const ApiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  last4: z.string(),
  status: z.enum(["active", "expired"]),
  createdAt: z.iso.datetime({ precision: 3 }),
  expiresAt: z.nullable(z.iso.datetime({ precision: 3 })),
  lastUsedAt: z.nullable(z.iso.datetime({ precision: 3 })),
});

/** A key with its secret, which is shown this once. */
export const NewApiKeySchema = z.object({
  ...ApiKeySchema.shape,
  key: z.string(),
});

/** With an offset, a time of the year 9999 can be one of the year 10000, which ISO 8601 spells otherwise. */
const END_OF_TIME = Date.parse("9999-12-31T23:59:59.999Z");

const Expiry = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((value: string, context) => {
    const time = Date.parse(value);
    const isPast = time <= Date.now();
    if (!isPast && time <= END_OF_TIME) return new Date(time).toISOString();
    context.issues.push({
      code: "custom",
      input: undefined,
      message: isPast ? "Must be in the future." : "Must be before the year 10000 in UTC.",
      params: { type: isPast ? "in_the_past" : "too_late" },
    });
    return z.NEVER;
  }),
);

/** A new key. Without `expiresAt`, or with null, it is good until it is revoked. */
export const CreateApiKeyInput = z.strictObject({
  name: text({ min: 1, max: 120 }),
  expiresAt: z.optional(z.nullable(Expiry)),
});

const DAY = 86_400;

/** For how many seconds the former secret stays good; a day when left out. */
export const RotateApiKeyInput = z.strictObject({
  overlapSeconds: z._default(z.int().check(z.minimum(0), z.maximum(7 * DAY)), DAY),
});

/** An id that no key can have is refused before anything is read. */
export const ApiKeyParams = z.object({
  key_id: z.string().check(z.regex(KEY_ID_PATTERN, "Must be the id of an API key.")),
});

export type CreateApiKeyInput = z.output<typeof CreateApiKeyInput>;
