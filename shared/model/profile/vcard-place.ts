/** Words of people who work at no place, or at any. */
const NO_PLACE =
  /(?<!\p{L})(?:remote(?:ly)?|hybrid|anywhere|everywhere|worldwide|world|global(?:ly)?|earth|internet|online|nomad(?:ic)?|various|multiple|n\/a|tbd)(?!\p{L})/iu;
/** Between places, when it stands alone: one place may be called "Biel/Bienne". */
const SEVERAL = /\s(?:[/|&+•·–—-]|or)\s|;/iu;

/**
 * A location as the locality of an address, where it is one place. Free text has no parts of its
 * own; readers show a locality alone just as it is. An address that is wrong is worse than none.
 * @returns `""` for what is no place, or several
 */
export function vcardPlace(location: string): string {
  const isPlace = /\p{L}/u.test(location) && !NO_PLACE.test(location) && !SEVERAL.test(location);
  return isPlace ? location : "";
}
