/** A name as a vCard has it (RFC 2426, 3.1.2). */
export interface NameParts {
  readonly family: string;
  readonly given: string;
  readonly prefixes: string;
  readonly suffixes: string;
}

/** Scripts whose names begin with the family's. */
const FAMILY_FIRST = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

const PREFIX = /^(?:dr|prof|mr|mrs|ms|mx|sir|dame|rev|hon|dipl|ing|herr|frau|mag)\.?$/i;
/** Written with a full stop or in capitals they are a rank or a degree, and no family. */
const SUFFIX =
  /^(?:jr|sr)\.?$|^(?:II|III|IV|PhD|Ph\.D\.?|MD|M\.D\.|DDS|DVM|JD|J\.D\.|MBA|CPA|CFA|CFP|RN|PE|PMP|Esq\.?|BSc|MSc|BA|MA|MPH|LLM|LL\.M\.)$/;
const RANK = /^(?:jr|sr)\.?$/i;
/** Words that begin a family name, as far as they stand between two others. */
const PARTICLE =
  /^(?:van|von|vom|zu|zur|de|del|della|di|da|das|do|dos|du|la|le|ter|ten|den|der|bin|ibn|al|el|af|av)$/;

/**
 * The parts of a name, as far as one text tells them apart. When in doubt all of it is the given
 * name: a family name that is wrong is worse than none.
 */
export function nameParts(name: string): NameParts {
  const [before = "", ...after] = name.split(/\s*,\s*/u);
  const titles = after.flatMap((part) => part.split(/\s+/u));
  if (after.length > 0 && titles.every((word) => SUFFIX.test(word) || RANK.test(word))) {
    return parted(before, after.join(", "));
  }
  if (after.length === 0) return parted(name, "");
  // "Smith, John"; anything else with a comma is no such list of two.
  const [first = ""] = after;
  if (after.length > 1 || !isFamily(wordsOf(before)) || first === "") {
    return { family: "", given: name, prefixes: "", suffixes: "" };
  }
  const { given, family, ...titled } = parted(first, "");
  return { ...titled, family: before, given: [given, family].filter(Boolean).join(" ") };
}

/** One word, or one with particles before it. */
function isFamily(words: readonly string[]): boolean {
  return words.length > 0 && words.slice(0, -1).every((word) => PARTICLE.test(word));
}

function parted(name: string, listed: string): NameParts {
  const words = wordsOf(name);
  const prefixes = takeWhile(words, (word) => PREFIX.test(word));
  const suffixes = takeWhile(words.reverse(), (word) => SUFFIX.test(word) || RANK.test(word));
  words.reverse();
  suffixes.reverse();
  const { family, given } = familyOf(words, name);
  return {
    ...{ family, given, prefixes: prefixes.join(" ") },
    suffixes: [...suffixes, ...(listed ? [listed] : [])].join(", "),
  };
}

function familyOf(words: readonly string[], name: string) {
  const whole = { family: "", given: words.join(" ") };
  const [first = "", second = ""] = words;
  if (words.length === 2 && !PARTICLE.test(second)) {
    return FAMILY_FIRST.test(name)
      ? { family: first, given: second }
      : { family: second, given: first };
  }
  const particle = words.findIndex((word, at) => at > 0 && PARTICLE.test(word));
  if (particle < 1 || particle === words.length - 1) return whole;
  return { family: words.slice(particle).join(" "), given: words.slice(0, particle).join(" ") };
}

/** Takes words from the beginning, and leaves at least one. */
function takeWhile(words: string[], fits: (word: string) => boolean): string[] {
  const taken: string[] = [];
  while (words.length > 1 && fits(words[0] ?? "")) taken.push(words.shift() ?? "");
  return taken;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== "");
}
