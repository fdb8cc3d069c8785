import { describe, expect, it } from "vitest";
import { compilePattern } from "../../services/eventbridge/event-pattern.ts";
import type { PatternOperator } from "../../services/eventbridge/pattern-condition.ts";
import type { Json } from "../../template/json.ts";

const ALL: readonly PatternOperator[] = [
  ...(["prefix", "suffix", "equals-ignore-case", "wildcard"] as const),
  ...(["numeric", "exists", "anything-but"] as const),
];
const matches = (pattern: Json, event: Json) => compilePattern(pattern, ALL, "Rule R")(event);
const detail = (value: Json) => ({ detail: { key: value } });

describe("an event pattern", () => {
  it.each<[string, Json, Json, boolean]>([
    ["an exact text", ["a"], "a", true],
    ["another case", ["a"], "A", false],
    ["one of several", ["a", "b"], "b", true],
    ["a number, not its text", [1], "1", false],
    ["a prefix", [{ prefix: "quarantine/" }], "quarantine/1", true],
    ["a prefix further on", [{ prefix: "quarantine/" }], "photos/quarantine/1", false],
    ["a suffix", [{ suffix: ".png" }], "a.png", true],
    ["another suffix", [{ suffix: ".png" }], "a.pngx", false],
    ["equal but for case", [{ "equals-ignore-case": "Ready" }], "rEADY", true],
    ["a wildcard", [{ wildcard: "a/*/c*" }], "a/b/c.d", true],
    ["a wildcard that takes nothing", [{ wildcard: "a*" }], "a", true],
    ["no wildcard: a dot is a dot", [{ wildcard: "a.c*" }], "abc", false],
    ["an escaped star", [{ wildcard: "a\\*b" }], "a*b", true],
    ["an escaped star only", [{ wildcard: "a\\*b" }], "axb", false],
    ["a bound", [{ numeric: [">", 0] }], 1, true],
    ["two bounds", [{ numeric: [">", 0, "<=", 5] }], 6, false],
    ["a bound of a text", [{ numeric: [">", 0] }], "1", false],
    ["anything but a suffix", [{ "anything-but": { suffix: ".png" } }], "a.png", false],
    ["anything but a wildcard", [{ "anything-but": { wildcard: "a*" } }], "b", true],
    ["presence", [{ exists: true }], null, true],
    ["an element of a list", [{ prefix: "b" }], ["a", "bc"], true],
    ["an element of a list in a list", ["b"], [["a"], [["b"]]], true],
    ["presence of an empty list", [{ exists: true }], [], false],
    ["absence of an empty list", [{ exists: false }], [], true],
    ["presence of an object", [{ exists: true }], { a: 1 }, false],
    ["presence of a list of objects", [{ exists: true }], [{ a: 1 }], false],
    ["anything but one of a list that has it", [{ "anything-but": "a" }], ["a", "b"], false],
    ["anything but, of nothing", [{ "anything-but": "a" }], [], false],
  ])("matches %s", (_, pattern, value, expected) => {
    expect(matches(detail(pattern), detail(value))).toBe(expected);
  });

  it("asks for every field it names and for no other", () => {
    const pattern = { source: ["aws.s3"], detail: { bucket: { name: ["b"] } } };
    const event = { source: "aws.s3", detail: { bucket: { name: "b" }, size: 1 } };
    expect(matches(pattern, event)).toBe(true);
    expect(matches(pattern, { ...event, source: "aws.ec2" })).toBe(false);
    expect(matches(pattern, { source: "aws.s3", detail: {} })).toBe(false);
    expect(matches({ absent: [{ exists: false }] }, event)).toBe(true);
  });

  it.each<[string, Json, Json, boolean]>([
    ["a dot in the pattern", { "state.status": ["on"] }, { state: { status: "on" } }, true],
    ["a dot in the event", { state: { status: ["on"] } }, { "state.status": "on" }, true],
    ["dots in both", { "a.b": { c: [1] } }, { a: { "b.c": 1 } }, true],
    ["a dot in the pattern, elsewhere", { "state.status": ["on"] }, { status: "on" }, false],
    ["one object of a list", { a: { id: [2] } }, { a: [{ id: 1 }, { id: 2 }] }, true],
    ["presence in a list", { a: { id: [{ exists: true }] } }, { a: [{}, { id: 1 }] }, true],
    ["no object of a list", { a: { id: [3] } }, { a: [{ id: 1 }, { id: 2 }] }, false],
    ["both in one object", { a: { x: [1], y: [2] } }, { a: [{ x: 1, y: 2 }, { x: 3 }] }, true],
    ["each in another object", { a: { x: [1], y: [2] } }, { a: [{ x: 1 }, { y: 2 }] }, false],
    ["beside a list", { a: { x: [2] }, b: [1] }, { a: [{ x: 1 }, { x: 2 }], b: 1 }, true],
    [
      "a list in a list of objects",
      { a: { b: { x: [1], y: [1] } } },
      { a: [{ b: [{ x: 1 }] }, { b: [{ x: 2 }, { x: 1, y: 1 }] }] },
      true,
    ],
    [
      "other elements of two inner lists",
      { a: { b: { x: [1] }, c: [2] } },
      {
        a: [
          { b: [{ x: 1 }], c: 1 },
          { b: [{ x: 2 }], c: 2 },
        ],
      },
      false,
    ],
    ["a name of every object's", { toString: [{ exists: true }] }, {}, false],
  ])("joins names: %s", (_, pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it.each<[string, Json]>([
    ["an empty list", []],
    ["a list in a list", [["a"]]],
    ["anything but null", [{ "anything-but": null }]],
    ["anything but one of several, null among them", [{ "anything-but": ["a", null] }]],
    ["anything but one of none", [{ "anything-but": [] }]],
    ["anything but every prefix", [{ "anything-but": { prefix: "" } }]],
    ["anything but every suffix", [{ "anything-but": { suffix: "" } }]],
    ["two bounds from below", [{ numeric: [">", 0, ">", 0] }]],
    ["two bounds the wrong way round", [{ numeric: ["<", 5, ">", 0] }]],
    ["two stars in a row", [{ wildcard: "a**" }]],
    ["more stars than are sure to be taken", [{ wildcard: "*:*:*:*:*:event-bus/*" }]],
    ["an unknown operator", [{ cidr: "10.0.0.0/24" }]],
    ["an operand of the wrong kind", [{ prefix: 1 }]],
    ["a prefix without case, which is not known here", [{ prefix: { "equals-ignore-case": "a" } }]],
    ["two operators at once", [{ prefix: "a", suffix: "b" }]],
    ["half a bound", [{ numeric: [">"] }]],
    ["an unknown comparison", [{ numeric: ["!=", 1] }]],
    ["a text outside a list", "a"],
  ])("refuses %s", (_, pattern) => {
    expect(() => matches(detail(pattern), {})).toThrow(/^Rule R: /);
  });

  it("refuses $or, and operators that the caller does not have", () => {
    expect(() => matches({ $or: [] }, {})).toThrow("$or is not supported");
    expect(() => compilePattern(detail([{ suffix: "a" }]), ["prefix"], "Rule R")).toThrow(
      'the filter condition {"suffix":"a"} is not supported',
    );
  });
});
