import { randomInt } from "node:crypto";
import {
  optionalNumber,
  optionalText,
  type Properties,
} from "../../template/template-properties.ts";

/** Secrets Manager's default, in characters. */
const DEFAULT_LENGTH = 32;

/** The characters of each kind, with the property that leaves them out. */
const KINDS = [
  ["ExcludeLowercase", "abcdefghijklmnopqrstuvwxyz"],
  ["ExcludeUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
  ["ExcludeNumbers", "0123456789"],
  ["ExcludePunctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"],
] as const;

/**
 * The value that a `GenerateSecretString` asks for: a random text, or the JSON template with the
 * text under the named key.
 * @throws Error in one sentence for a description that gives no value
 */
export function generateSecret(description: Properties, owner: string): string {
  const text = randomText(description, owner);
  const template = optionalText(description, "SecretStringTemplate");
  const key = optionalText(description, "GenerateStringKey");
  if (template === undefined && key === undefined) return text;
  if (template === undefined || key === undefined) {
    throw new Error(`${owner} needs both SecretStringTemplate and GenerateStringKey.`);
  }
  return JSON.stringify({ ...JSON.parse(template), [key]: text });
}

function randomText(description: Properties, owner: string): string {
  const length = optionalNumber(description, "PasswordLength") ?? DEFAULT_LENGTH;
  const excluded = new Set(optionalText(description, "ExcludeCharacters") ?? "");
  const alphabets = KINDS.filter(([property]) => description[property] !== true)
    .map(([, characters]) => [...characters])
    .concat(description.IncludeSpace === true ? [[" "]] : [])
    .map((characters) => characters.filter((character) => !excluded.has(character)))
    .filter((characters) => characters.length > 0);
  const required = description.RequireEachIncludedType === false ? [] : alphabets;
  if (alphabets.length === 0 || length < required.length) {
    throw new Error(`${owner} asks for a text that no characters can make.`);
  }
  const all = alphabets.flat();
  const chosen = required.map(oneOf);
  while (chosen.length < length) chosen.push(oneOf(all));
  return shuffled(chosen).join("");
}

function oneOf(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? "";
}

/** Fisher and Yates. */
function shuffled(characters: readonly string[]): string[] {
  const mixed: string[] = [];
  for (const character of characters) {
    const at = randomInt(mixed.length + 1);
    mixed.push(mixed[at] ?? character);
    mixed[at] = character;
  }
  return mixed;
}
