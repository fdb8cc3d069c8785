import * as z from "zod/mini";
import { once } from "./once.ts";

/** RFC 5321, 4.5.3.1 and its erratum 1690: of the part before the `@`, and of the whole. */
const MOST_LOCAL = 64;
const MOST_ADDRESS = 254;

/** What a browser takes as an address (HTML, "valid e-mail address"), with at least two labels. */
const LOCAL = "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const ADDRESS = new RegExp(`^${LOCAL}@${LABEL}(?:\\.${LABEL})+$`);

function isEmail(text: string): boolean {
  return ADDRESS.test(text) && text.indexOf("@") <= MOST_LOCAL;
}

/** An e-mail address that can be written to. */
export const email = once(() =>
  z
    .string()
    .check(
      z.maxLength(MOST_ADDRESS),
      z.refine(isEmail, { error: "Must be an e-mail address.", params: { type: "invalid_email" } }),
      z.meta({ format: "email" }),
    ),
);
