import type { Json } from "./deployed-resources.ts";

/** Tests the value at one place of an event; undefined when the event has none there. */
export type PatternTest = (value: Json | undefined) => boolean;

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

interface Compiler {
  readonly operators: readonly PatternOperator[];
  /** Whose pattern it is, for errors. */
  readonly where: string;
}

/**
 * Compiles an event pattern, the language that EventBridge's rules and Lambda's filters share (user
 * guide of EventBridge, "Comparison operators for use in event patterns").
 * @throws Error with a clear sentence for a pattern that is malformed or uses another operator than
 * the given ones: guessing would deliver the wrong events.
 */
export function compilePattern(
  pattern: Json,
  operators: readonly PatternOperator[],
  where: string,
): PatternTest {
  return compile(pattern, { operators, where });
}

/** An object asks for all of its fields; a list is a leaf that asks for any of its conditions. */
function compile(pattern: Json, compiler: Compiler): PatternTest {
  const { where } = compiler;
  if (Array.isArray(pattern)) {
    const conditions = pattern.map((condition) => compileCondition(condition, compiler));
    return (value) => conditions.some((condition) => condition(value));
  }
  if (!isObject(pattern)) {
    throw new Error(`${where}: a filter value must stand in a list: ${JSON.stringify(pattern)}`);
  }
  if ("$or" in pattern) throw new Error(`${where}: the filter operator $or is not supported.`);
  const fields = Object.entries(pattern).map(
    ([name, child]) => [name, compile(child, compiler)] as const,
  );
  return (value) =>
    fields.every(([name, test]) =>
      test(isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    );
}

function compileCondition(condition: Json, compiler: Compiler): PatternTest {
  if (!isObject(condition)) return anyElement((value) => value === condition);
  const [[name, operand] = ["", null], ...more] = Object.entries(condition);
  const operator = compiler.operators.find((known) => known === name);
  const test = operator && more.length === 0 && testOf(operator, operand, compiler);
  if (test) return test;
  throw new Error(
    `${compiler.where}: the filter condition ${JSON.stringify(condition)} is not supported by the local platform.`,
  );
}

/** Undefined for an operand that the operator does not take. */
function testOf(
  operator: PatternOperator,
  operand: Json,
  compiler: Compiler,
): PatternTest | undefined {
  if (operator === "anything-but") return compileAnythingBut(operand, compiler);
  if (operator === "exists") {
    if (typeof operand !== "boolean") return undefined;
    // Only leaves exist for a pattern: an object in that place counts as absent.
    return (value) => (value !== undefined && !isObject(value)) === operand;
  }
  if (operator === "numeric") return numericTest(operand);
  const test = typeof operand === "string" ? textTest(operator, operand) : undefined;
  return test && anyElement((value) => typeof value === "string" && test(value));
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
function wildcardTest(pattern: string): TextTest {
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

/** `[">", 0, "<=", 5]`: one bound or two. */
function numericTest(operand: Json): PatternTest | undefined {
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length)) return undefined;
  const bounds: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = COMPARISONS.get(operand[index]);
    const bound = operand[index + 1];
    if (compare === undefined || typeof bound !== "number") return undefined;
    bounds.push((value) => compare(value, bound));
  }
  return anyElement((value) => typeof value === "number" && bounds.every((test) => test(value)));
}

function compileAnythingBut(operand: Json, compiler: Compiler): PatternTest {
  const refused = isObject(operand)
    ? [compileCondition(operand, compiler)]
    : [operand].flat().map((value) => compileCondition(value, compiler));
  return (value) => value !== undefined && !refused.some((test) => test(value));
}

/** A list in the event matches when one of its elements does. */
function anyElement(test: (value: Json) => boolean): PatternTest {
  return (value) => {
    if (value === undefined) return false;
    return Array.isArray(value) ? value.some(test) : test(value);
  };
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
