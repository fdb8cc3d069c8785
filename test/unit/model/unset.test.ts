import { expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { clearable, optionalLate, optionalNow } from "../../../shared/model/unset.ts";

test("a field's schema is made once, when the field first comes", () => {
  const make = vi.fn(() => z.string().check(z.maxLength(3)));
  const schema = z.strictObject({ late: clearable(optionalLate, make), other: z.string() });
  expect(schema.parse({ other: "a" })).toEqual({ other: "a" });
  expect(schema.parse({ other: "a", late: undefined })).toEqual({ other: "a", late: undefined });
  expect(schema.safeParse({ late: 1 }).success).toBe(false);
  expect(make).toHaveBeenCalledTimes(1);
  expect(schema.parse({ other: "a", late: " b " }).late).toBe("b");
  expect(make).toHaveBeenCalledTimes(1);
});

test.each([
  undefined,
  null,
  "",
  "  ",
  "a",
  "abcd",
  1,
  {},
])("it makes no difference when a field's schema is made: %j", (late) => {
  const [now, then] = [optionalNow, optionalLate].map((optional) =>
    z.strictObject({ field: clearable(optional, () => z.string().check(z.maxLength(3))) }),
  );
  for (const body of [{ field: late }, {}, { field: late, other: 1 }]) {
    const [first, second] = [now?.safeParse(body), then?.safeParse(body)];
    expect(second?.data).toEqual(first?.data);
    expect(second?.error?.issues).toEqual(first?.error?.issues);
  }
});
