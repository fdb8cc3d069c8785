/** Documents in the shape of what programs write, each with what becomes of it beside it. */
export const FIXTURES = new URL("../../fixtures/exchange/", import.meta.url);

/** By the end of a file's name. */
export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".vcf": "text/vcard",
};
