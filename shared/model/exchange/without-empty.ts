/** A property that is left out, where another type says what it is when it is there. */
type Filled<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };

/** Without what is empty: foreign formats leave out what is unset. */
export function withoutEmpty<T extends object>(data: T): Filled<T> {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => !isEmpty(value)),
  ) as Filled<T>;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (typeof value !== "object") return false;
  return (Array.isArray(value) ? value : Object.keys(value)).length === 0;
}
