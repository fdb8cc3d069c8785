/** An item as the code handles it: no types of attributes, sets as `Set`, bytes as `Uint8Array`. */
export type TableItem = Record<string, unknown>;

/** An attribute's value in DynamoDB's JSON, under the name of its type. */
export type StoredValue = Readonly<Record<string, unknown>>;
export type StoredItem = Readonly<Record<string, StoredValue>>;

/** Reads an item of DynamoDB's JSON: a tenth of what the SDK takes for it. */
export function plainItem(item: StoredItem): TableItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));
}

const bytes = (text: unknown) => new Uint8Array(Buffer.from(String(text), "base64"));

/** By the name of an attribute's type. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
const READERS: Readonly<Record<string, (value: never) => unknown>> = {
  S: (value: string) => value,
  N: Number,
  BOOL: (value: boolean) => value,
  NULL: () => null,
  B: bytes,
  L: (values: readonly StoredValue[]) => values.map(plain),
  M: plainItem,
  SS: (values: readonly string[]) => new Set(values),
  NS: (values: readonly string[]) => new Set(values.map(Number)),
  BS: (values: readonly string[]) => new Set(values.map(bytes)),
};

function plain(stored: StoredValue): unknown {
  const [[type, value] = ["", undefined]] = Object.entries(stored);
  const read = READERS[type];
  if (!read) throw new Error(`There is no attribute of type ${type}.`);
  return read(value as never);
}
