import type { ParseForm } from "./body.ts";

/** Reads a form with a parser that is loaded only when one comes: most requests bring JSON. */
export const parseForm: ParseForm = async (...form) => {
  const { parseForm } = await import("./form.ts");
  return parseForm(...form);
};
