import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { expect, test } from "vitest";
import { plainItem, type StoredItem } from "../support/plain-item.ts";

const PLAIN: StoredItem = {
  pk: { S: "USER#jane" },
  count: { N: "12.5" },
  isOn: { BOOL: false },
  nothing: { NULL: true },
  list: { L: [{ S: "a" }, { M: { b: { N: "-1" } } }] },
  map: { M: { inner: { L: [] } } },
  names: { SS: ["a", "b"] },
  numbers: { NS: ["1", "2"] },
};

test("an item is read as the SDK's document client reads it", () => {
  const bytes = { sketch: { B: "AAEC/w==" }, sketches: { BS: ["AQ=="] } };
  const asTheSdkHasIt = {
    sketch: { B: Uint8Array.of(0, 1, 2, 255) },
    sketches: { BS: [Uint8Array.of(1)] },
  };
  const stored = { ...PLAIN, ...asTheSdkHasIt } as unknown as Record<string, AttributeValue>;
  expect(plainItem({ ...PLAIN, ...bytes })).toStrictEqual(unmarshall(stored));
});

test("a type that there is not is an error, no hole in the item", () => {
  expect(() => plainItem({ pk: { X: "1" } })).toThrow("There is no attribute of type X.");
});
