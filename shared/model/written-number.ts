import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { E164 } from "./e164.ts";

/** A number as people write it, in E.164 form; undefined for what is no number of any country. */
export function readNumber(text: string): string | undefined {
  const number = parsePhoneNumberFromString(text.replace(/^00/, "+"), { extract: false });
  return number?.isPossible() && E164.test(number.number) ? number.number : undefined;
}
