import { expect, test } from "vitest";
import { readFlags } from "../../../infra/operations/operator/read-flags.ts";

const KINDS = { since: "one", except: "many", force: "none" } as const;
const read = (line: string) => readFlags(line.split(" "), KINDS);

test("flags stand anywhere, and those that may be given more than once keep their order", () => {
  expect(read("--except a x --since 1 --except b --force")).toEqual({
    since: ["1"],
    except: ["a", "b"],
    force: ["force"],
    rest: ["x"],
  });
});

test.each([
  "--other",
  "--since",
  "--since --force",
  "--since 1 --since 2",
  "--force --force",
])("what makes no sense is told: %s", (line) => {
  expect(read(line)).toBeUndefined();
});
