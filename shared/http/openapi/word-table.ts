import { ACCOUNT_WORDS } from "./account-words.ts";
import { CONTACT_WORDS } from "./contact-words.ts";
import { EXCHANGE_WORDS } from "./exchange-words.ts";
import { IMPORT_WORDS } from "./import-words.ts";
import { PROFILE_INPUT_WORDS } from "./profile-input-words.ts";
import { PROFILE_WORDS } from "./profile-words.ts";
import type { SchemaWords } from "./schema-words.ts";

/** By name of schema. They stand apart from the schemas so that no function's bundle carries them. */
export const wordTable: Readonly<Record<string, SchemaWords>> = {
  ...PROFILE_WORDS,
  ...PROFILE_INPUT_WORDS,
  ...EXCHANGE_WORDS,
  ...CONTACT_WORDS,
  ...ACCOUNT_WORDS,
  ...IMPORT_WORDS,
};
