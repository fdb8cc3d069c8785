import * as z from "zod/mini";
import { E164 } from "./e164.ts";
import { once } from "./once.ts";

/** As people write one with its country code: digits in groups, with the usual signs between. */
const WRITTEN = /^(?:\+|00)[\d\s().\-/\u2010-\u2013\u2212]{7,40}$/;

const FAULT = {
  message: "Must be a phone number with its country code, like +442079460958 or +44 20 7946 0958.",
  params: { type: "invalid_phone" },
} as const;

/**
 * A phone number with its country code, kept in E.164 form. One that is written otherwise is read by
 * a library with every country's rules, which is loaded only then; such a schema runs async.
 */
export const phone = once(() =>
  z.pipe(
    z.string().check(z.meta({ maxLength: 48, pattern: "^\\s*(?:\\+|00)[^A-Za-z]{7,}$" })),
    z.transform((text: string, context): string | Promise<string> => {
      if (E164.test(text)) return text;
      const refused = () => {
        context.issues.push({ code: "custom", input: undefined, ...FAULT });
        return z.NEVER;
      };
      if (!WRITTEN.test(text) || /^\+\d*$/.test(text)) return refused();
      return import("./written-number.ts").then(({ readNumber }) => readNumber(text) ?? refused());
    }),
  ),
);
