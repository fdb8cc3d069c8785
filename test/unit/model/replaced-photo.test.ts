import { expect, test } from "vitest";
import { type Photo, replacedPhoto } from "../../../shared/model/photo/photo.ts";

const photo = (id: string): Photo => ({ id, width: 2, height: 1, color: "#ffffff" });

test.each([
  ["another", photo("a"), photo("b"), "a"],
  ["none", photo("a"), null, "a"],
])("a photo gives way to %s", (_, before, after, id) => {
  expect(replacedPhoto({ photo: before }, { photo: after })?.id).toBe(id);
});

test.each([
  ["that stays", photo("a"), { ...photo("a"), width: 3 }],
  ["that is the first", null, photo("a")],
  ["that there is not", null, null],
])("nothing gives way for a photo %s", (_, before, after) => {
  expect(replacedPhoto({ photo: before }, { photo: after })).toBeUndefined();
});
