import type { TextRules } from "../text.ts";
import { LIMITS } from "./limits.ts";

const line = { max: LIMITS.line };
const required = { ...line, min: 1 };

/** What each text field of a profile allows, whether a caller gives it or an import finds it. */
export const TEXT_RULES = {
  name: required,
  title: required,
  company: line,
  bio: { max: LIMITS.bio, multiline: true },
  location: line,
  headline: { max: LIMITS.headline },
} as const satisfies Readonly<Record<string, TextRules>>;
