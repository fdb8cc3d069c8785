import type { Json } from "../../template/json.ts";
import { isRecord } from "../../template/json.ts";
import { matchesWildcard } from "./wildcard.ts";

/** Condition keys of a request, each with its values; a key without values counts as absent. */
export type RequestContext = Readonly<Record<string, readonly string[]>>;

/** One parsed statement of an identity policy. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** Patterns, lower-case: actions do not mind case. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

type Condition = (context: ReadonlyMap<string, readonly string[]>) => boolean;
type ValueTest = (actual: string, expected: string) => boolean;

const SUPPORTED = new Set(["Sid", "Effect", "Action", "Resource", "Condition"]);

const VALUE_TESTS: ReadonlyMap<string, ValueTest> = new Map([
  ["StringEquals", (actual: string, expected: string) => actual === expected],
  ["StringLike", (actual: string, expected: string) => matchesWildcard(expected, actual)],
  // Both ways of comparing ARNs know wildcards.
  ["ArnEquals", (actual: string, expected: string) => matchesWildcard(expected, actual)],
  ["ArnLike", (actual: string, expected: string) => matchesWildcard(expected, actual)],
  ["Bool", (actual: string, expected: string) => actual.toLowerCase() === expected.toLowerCase()],
]);

/**
 * Parses a policy document. Throws an Error with a clear sentence for anything that this evaluator
 * does not know (`NotAction`, a policy variable, an unknown operator): guessing would grant or
 * refuse the wrong thing.
 */
export function parsePolicy(document: Json | undefined, where: string): readonly Statement[] {
  const statements = asRecord(document, `${where}: a policy document`).Statement;
  const list = Array.isArray(statements) ? statements : [statements ?? null];
  return list.map((statement) => parseStatement(asRecord(statement, `${where}: Statement`), where));
}

function parseStatement(statement: Record<string, Json>, where: string): Statement {
  const unknown = Object.keys(statement).find((name) => !SUPPORTED.has(name));
  if (unknown !== undefined) {
    throw new Error(`${where}: a policy statement with ${unknown} is not supported locally.`);
  }
  const { Effect, Action, Resource, Condition: condition } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") {
    throw new Error(`${where}: the Effect of a statement must be Allow or Deny.`);
  }
  return {
    effect: Effect,
    actions: textList(Action, `${where}: Action`).map((name) => name.toLowerCase()),
    resources: textList(Resource, `${where}: Resource`),
    conditions:
      condition === undefined
        ? []
        : parseConditions(asRecord(condition, `${where}: Condition`), where),
  };
}

function parseConditions(operators: Record<string, Json>, where: string): Condition[] {
  return Object.entries(operators).flatMap(([operator, keys]) =>
    Object.entries(asRecord(keys, `${where}: ${operator}`)).map(([key, values]) =>
      parseCondition(operator, key.toLowerCase(), textList(values, `${where}: ${key}`), where),
    ),
  );
}

/** Builds the test of one condition key. Several operators and keys are ANDed by the caller. */
function parseCondition(
  operator: string,
  key: string,
  expected: readonly string[],
  where: string,
): Condition {
  if (operator === "Null") {
    return (context) => expected.includes(String(valuesOf(context, key).length === 0));
  }
  const [, quantifier, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const test = VALUE_TESTS.get(name);
  if (test === undefined) {
    throw new Error(`${where}: the condition operator ${operator} is not supported locally.`);
  }
  const matches = (actual: string) => expected.some((value) => test(actual, value));
  return (context) => {
    const values = valuesOf(context, key);
    if (ifExists !== undefined && values.length === 0) return true;
    // True without any value, as in AWS: the trap that a Null condition closes.
    return quantifier === "ForAllValues" ? values.every(matches) : values.some(matches);
  };
}

function valuesOf(context: ReadonlyMap<string, readonly string[]>, key: string): readonly string[] {
  return context.get(key) ?? [];
}

/** Whether the statements allow the action on the resource. An explicit Deny wins. */
export function evaluate(
  statements: readonly Statement[],
  action: string,
  resourceArn: string,
  context: RequestContext,
): boolean {
  const asked = action.toLowerCase();
  const keys = new Map(Object.entries(context).map(([key, list]) => [key.toLowerCase(), list]));
  const applying = statements.filter(
    (statement) =>
      statement.actions.some((pattern) => matchesWildcard(pattern, asked)) &&
      statement.resources.some((pattern) => matchesWildcard(pattern, resourceArn)) &&
      statement.conditions.every((condition) => condition(keys)),
  );
  return applying.length > 0 && applying.every((statement) => statement.effect === "Allow");
}

function textList(value: Json | undefined, where: string): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((entry) => {
    if (typeof entry === "boolean") return String(entry);
    if (typeof entry !== "string") throw new Error(`${where} must be a text or a list of texts.`);
    if (entry.includes("${")) {
      throw new Error(`${where}: the policy variable in "${entry}" is not supported locally.`);
    }
    return entry;
  });
}

function asRecord(value: Json | undefined, where: string): Record<string, Json> {
  if (isRecord(value)) return value;
  throw new Error(`${where} must be an object.`);
}
