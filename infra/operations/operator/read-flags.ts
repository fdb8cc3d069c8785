/** Whether a flag is followed by a value, and how often it may stand. */
type Kind = "none" | "one" | "many";

/** Values of each flag that was given, and the other words. A flag without a value has itself. */
export type Flags<Name extends string> = Readonly<Record<Name, readonly string[]>> & {
  readonly rest: readonly string[];
};

/**
 * Reads `--name` and `--name value` anywhere among words.
 * @returns undefined for an unknown flag, one without its value, and one that stands twice but may not
 */
export function readFlags<Name extends string>(
  words: readonly string[],
  kinds: Readonly<Record<Name, Kind>>,
): Flags<Name> | undefined {
  const names = Object.keys(kinds) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as string[]]));
  const rest: string[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const name = names.find((one) => word === `--${one}`);
    if (name === undefined && word.startsWith("--")) return undefined;
    if (name === undefined) {
      rest.push(word);
      continue;
    }
    const value = kinds[name] === "none" ? name : left.shift();
    const found = values[name];
    if (value === undefined || value.startsWith("--") || found === undefined) return undefined;
    if (kinds[name] !== "many" && found.length > 0) return undefined;
    found.push(value);
  }
  return { ...values, rest } as Flags<Name>;
}
