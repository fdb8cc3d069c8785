import * as z from "zod";

/** Kinds of values that several settings share. Each says in its message what it accepts. */

/** A whole number between two others, both included. */
export const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};

/** Any text but an empty one. */
export const text = z.string({ error: "must be a text" }).min(1, { error: "must not be empty" });

/** An e-mail address. */
export const email = z.email({ error: "must be an e-mail address" });

/** An address that begins with https://. */
export const httpsUrl = z
  .string()
  .refine((value) => URL.canParse(value) && new URL(value).protocol === "https:", {
    error: "must be an https:// address",
  });

/** Where people are reached: a page, or an e-mail address. */
export const contactAddress = text
  .max(300, { error: "must be at most 300 characters" })
  .refine((value) => httpsUrl.safeParse(value).success || email.safeParse(value).success, {
    error: "must be an https:// address or an e-mail address",
  });

/** A host name in small letters, with a dot. */
export const hostName = text
  .regex(/^[^A-Z]*$/, { error: "must be in small letters" })
  .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, {
    error: "must be a host name such as api.example.com",
  });

/** The ARN of a resource of that service. */
export const arn = (service: string) =>
  text.regex(new RegExp(`^arn:[\\w-]+:${service}:[\\w-]+:\\d{12}:.+$`), {
    error: `must be the ARN of an ${service.toUpperCase()} resource`,
  });

/** The ARN of a table's stream, which names the table as well. */
export const tableStream = text.regex(
  /^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/[\w.:-]+$/,
  { error: "must be the ARN of a table's stream" },
);

/** The CDK command line and the environment give texts, cdk.json also booleans. */
export function parseFlag(value: unknown): unknown {
  if (value === "true") return true;
  return value === "false" ? false : value;
}

/** A list as the command line gives it; anything but a text as it is. */
export function splitAtCommas(value: unknown): unknown {
  return typeof value === "string" ? value.split(",").map((part) => part.trim()) : value;
}

/** What the JSON of a text says; a text that is none, and anything else, as it is. */
export function parseJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const origin = z
  .string()
  .refine((value) => !/^https?:\/\/[^/]+\/$/.test(value), {
    error: "must have no slash at the end of an origin",
    abort: true,
  })
  .refine((value) => value === "*" || (URL.canParse(value) && new URL(value).origin === value), {
    error: "must be * or browser origins such as https://app.example, separated by commas",
  });

/** `*`, or origins separated by commas. */
export const browserOrigins = z.preprocess(
  splitAtCommas,
  z
    .array(origin)
    .min(1)
    .refine((list) => list.length === 1 || !list.includes("*"), {
      error: "must be either * alone or a list of origins",
    }),
);

/** Periods that CloudWatch Logs accepts, in days. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** Days that CloudWatch Logs keeps lines for. */
export const logRetention = wholeNumber(1, 3653).refine(
  (days) => LOG_RETENTION_DAYS.includes(days),
  { error: "must be a period CloudWatch Logs knows, such as 7, 14, 30, 90 or 365" },
);
