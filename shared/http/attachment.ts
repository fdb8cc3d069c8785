/** Letters of a person's name that a file is called by. */
const LETTERS = 60;

/** What has a meaning in paths, or cannot be seen and makes a name pose as another. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%]+/gu;

/** A character that RFC 8187, 3.2.1 takes as it is. */
const PLAIN = /^[\w.~!#$&+^`|-]$/;

/**
 * The header of a file to save (RFC 6266): a name in plain ASCII that every client reads, and one
 * after the person for those that read more.
 * @param stem plain ASCII, such as a slug
 * @param name of the person, of any letters
 */
export function attachment(stem: string, ending: string, name = stem): string {
  const plain = `attachment; filename="${stem}${ending}"`;
  const letters = [...name.toWellFormed().replaceAll(UNSAFE, " ")].slice(0, LETTERS).join("");
  // A dot at its beginning hides a file, one at the end of a stem is lost.
  const safe = letters.replaceAll(/\s+/gu, " ").replaceAll(/^[\s.]+|[\s.]+$/gu, "");
  if (safe === "" || safe === stem) return plain;
  return `${plain}; filename*=UTF-8''${percentEncoded(safe + ending)}`;
}

function percentEncoded(text: string): string {
  return text.replaceAll(/./gsu, (character) =>
    PLAIN.test(character) ? character : encodeURIComponent(character).replaceAll(/['()*]/g, hex),
  );
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
