import { ObjectError } from "./object-error.ts";

/** The value of a parameter of the query; the first, where there are several. */
export type Single = (name: string) => string | undefined;

/** What a list of keys, or of versions, tells the conditions of policies. */
export function listingContext(single: Single): Record<string, readonly string[]> {
  const context: Record<string, readonly string[]> = {};
  for (const name of ["prefix", "delimiter", "max-keys"]) {
    const value = single(name);
    if (value !== undefined) context[`s3:${name}`] = [value];
  }
  return context;
}

/** Whether keys are to be encoded in the answer. @throws ObjectError for another encoding than `url` */
export function isEncoded(single: Single): boolean {
  const encoding = single("encoding-type");
  if (encoding === undefined || encoding === "url") return encoding === "url";
  throw new ObjectError("InvalidArgument", "Invalid Encoding Method specified in Request");
}

/** A key as it stands in an encoded answer. */
export function encodedKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%2F", "/");
}
