import type { AttributeValue as Attribute } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";

/**
 * Bytes of an item as DynamoDB counts them, from above: names and values, 21 bytes a number, and a byte
 * or more for each value in a list or map. A set is its members.
 */
export function itemSize(value: Record<string, unknown>): number {
  const item = marshall(value);
  return sizeOfNames(item) + Object.values(item).reduce((sum, one) => sum + sizeOfValue(one), 0);
}

function sizeOfValue({ S, N, L, M, SS }: Attribute): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return 21;
  if (SS) return Buffer.byteLength(SS.join(""));
  if (L) return sizeOfNested(L.map(sizeOfValue));
  if (M) return sizeOfNested(Object.values(M).map(sizeOfValue)) + sizeOfNames(M);
  return 1;
}

function sizeOfNested(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + 1 + size, 3);
}

function sizeOfNames(map: object): number {
  return Buffer.byteLength(Object.keys(map).join(""));
}
