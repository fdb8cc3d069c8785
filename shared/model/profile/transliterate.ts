import anyAscii from "any-ascii";

/** A name in ASCII, whatever script it is written in. Each Han character is a word of its own. */
export function transliterate(name: string): string {
  const letters = [...name.replaceAll(/\p{Extended_Pictographic}/gu, " ")];
  return letters
    .map((letter) => (/\p{Script=Han}/u.test(letter) ? `${anyAscii(letter)} ` : anyAscii(letter)))
    .join("");
}
