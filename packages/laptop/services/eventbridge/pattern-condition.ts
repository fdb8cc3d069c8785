import type { Json } from "../../template/json.ts";
import { isRecord } from "../../template/json.ts";

/** Tests what an event has at one path; undefined for nothing. */
export type ConditionTest = (values: readonly Json[] | undefined) => boolean;

type TextTest = (text: string) => boolean;

/** Comparisons of an event pattern that are known here; plain values are always compared. */
export type PatternOperator =
  | "prefix"
  | "suffix"
  | "equals-ignore-case"
  | "wildcard"
  | "numeric"
  | "exists"
  | "anything-but";

/** Stars of a wildcard; EventBridge refuses some with more as too complex, by a rule it does not tell. */
const MOST_STARS = 3;

/** @returns undefined for a condition that EventBridge refuses or that is not known here */
export function conditionTest(
  condition: Json,
  operators: readonly PatternOperator[],
): ConditionTest | undefined {
  if (Array.isArray(condition)) return undefined;
  if (!isRecord(condition)) return anyOf((value) => value === condition);
  const [[name, operand] = ["", null], ...more] = Object.entries(condition);
  const operator = operators.find((known) => known === name);
  if (operator === undefined || more.length > 0) return undefined;
  return testOf(operator, operand, operators);
}

function testOf(
  operator: PatternOperator,
  operand: Json,
  operators: readonly PatternOperator[],
): ConditionTest | undefined {
  if (operator === "anything-but") return anythingBut(operand, operators);
  if (operator === "exists") {
    return typeof operand === "boolean"
      ? (values) => (values !== undefined) === operand
      : undefined;
  }
  if (operator === "numeric") return numericTest(operand);
  const test = typeof operand === "string" ? textTest(operator, operand) : undefined;
  return test && anyOf((value) => typeof value === "string" && test(value));
}

function textTest(operator: PatternOperator, operand: string): TextTest | undefined {
  switch (operator) {
    case "prefix":
      return (text) => text.startsWith(operand);
    case "suffix":
      return (text) => text.endsWith(operand);
    case "equals-ignore-case":
      return (text) => text.toLowerCase() === operand.toLowerCase();
    case "wildcard":
      return wildcardTest(operand);
    default:
      return undefined;
  }
}

/** `*` stands for any run of characters; a backslash takes its meaning away. */
function wildcardTest(pattern: string): TextTest | undefined {
  const bare = pattern.replace(/\\[*\\]/g, "");
  if (bare.includes("**") || bare.split("*").length - 1 > MOST_STARS) return undefined;
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found, escaped?: string) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return found === "*" ? ".*" : `\\${found}`;
  });
  const expression = new RegExp(`^${source}$`, "s");
  return (text) => expression.test(text);
}

const COMPARISONS: ReadonlyMap<Json | undefined, (a: number, b: number) => boolean> = new Map([
  ["=", (a: number, b: number) => a === b],
  ["<", (a: number, b: number) => a < b],
  ["<=", (a: number, b: number) => a <= b],
  [">", (a: number, b: number) => a > b],
  [">=", (a: number, b: number) => a >= b],
]);

/** `[">", 0, "<=", 5]`: one bound, or one from below and then one from above. */
function numericTest(operand: Json): ConditionTest | undefined {
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length)) return undefined;
  const isRange = /^>=?,<=?$/.test(`${operand[0]},${operand[2]}`);
  if (operand.length === 4 && !isRange) return undefined;
  const bounds: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = COMPARISONS.get(operand[index]);
    const bound = operand[index + 1];
    if (compare === undefined || typeof bound !== "number") return undefined;
    bounds.push((value) => compare(value, bound));
  }
  return anyOf((value) => typeof value === "number" && bounds.every((test) => test(value)));
}

function anythingBut(
  operand: Json,
  operators: readonly PatternOperator[],
): ConditionTest | undefined {
  const refused = Array.isArray(operand) ? operand : [operand];
  // EventBridge refuses an empty list, null, and an empty prefix or suffix here.
  if (refused.length === 0 || refused.includes(null)) return undefined;
  if (isRecord(operand) && (operand.prefix === "" || operand.suffix === "")) return undefined;
  const tests = refused.map((value) => conditionTest(value, operators));
  if (tests.includes(undefined)) return undefined;
  return (values) => values !== undefined && !tests.some((test) => test?.(values));
}

/** A list in the event matches when one of its elements does. */
function anyOf(test: (value: Json) => boolean): ConditionTest {
  return (values) => values?.some(test) ?? false;
}
