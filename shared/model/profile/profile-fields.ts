import * as z from "zod/mini";
import { email } from "../email.ts";
import { phone } from "../phone.ts";
import { text } from "../text.ts";
import { clearable, type MakeOptional } from "../unset.ts";
import { caseFolded } from "./case-folded.ts";
import { LIMITS } from "./limits.ts";
import { SLUG_PATTERN } from "./slug.ts";
import { TEXT_RULES } from "./text-rules.ts";

/*
 * The fields that a caller may give a profile. Each is made where it is asked for: a function makes
 * only those of its own route, while it loads.
 */

/** What is said of a text that does not look like a slug. */
export const SLUG_FORM = "Must be lowercase letters and digits, in words joined by single hyphens.";

/** A text field as {@link TEXT_RULES} has it, the required ones with at least a character. */
export const textField = (name: keyof typeof TEXT_RULES) => text(TEXT_RULES[name]);

const vertical = () =>
  z.string().check(z.maxLength(LIMITS.vertical), z.regex(SLUG_PATTERN, SLUG_FORM));

function skillList() {
  return z.pipe(
    z
      .array(text({ min: 1, max: LIMITS.skill }))
      .check(z.maxLength(LIMITS.skills), z.meta({ uniqueItems: true })),
    z.transform((skills: string[], context) => {
      const seen = new Set<string>();
      for (const [index, skill] of skills.entries()) {
        const folded = caseFolded(skill);
        if (seen.has(folded)) {
          context.issues.push({
            code: "custom",
            input: undefined,
            path: [index],
            message: "Is in the list already.",
            params: { type: "duplicate" },
          });
        }
        seen.add(folded);
      }
      return skills;
    }),
  );
}

/** What may be unset. Only booleans are written otherwise in a form. */
export function clearableFields<T extends z.ZodMiniType<boolean>>(
  boolean: () => T,
  optional: MakeOptional,
) {
  return {
    company: clearable(optional, () => textField("company")),
    bio: clearable(optional, () => textField("bio")),
    location: clearable(optional, () => textField("location")),
    vertical: clearable(optional, vertical),
    headline: clearable(optional, () => textField("headline")),
    skills: clearable(optional, skillList),
    contactEmail: clearable(optional, email),
    contactPhone: clearable(optional, phone),
    showEmail: clearable(optional, boolean),
    showPhone: clearable(optional, boolean),
    mcpDiscoverable: clearable(optional, boolean),
  };
}
