import type { Json } from "../../template/json.ts";
import { isRecord } from "../../template/json.ts";
import { type EventField, fieldFinder } from "./event-fields.ts";
import { type ConditionTest, conditionTest, type PatternOperator } from "./pattern-condition.ts";

/** Tests an event. */
export type PatternTest = (event: Json) => boolean;

/** What a pattern asks of one path: one of the conditions must hold. */
interface Demand {
  /** Names joined by dots. */
  readonly path: string;
  readonly conditions: readonly ConditionTest[];
}

interface Compiler {
  readonly operators: readonly PatternOperator[];
  /** Whose pattern it is, for errors. */
  readonly where: string;
}

/**
 * Compiles an event pattern, the language that EventBridge's rules and Lambda's filters share (user
 * guide of EventBridge, "Comparison operators for use in event patterns"; recorded answers of
 * TestEventPattern).
 * @throws Error with a clear sentence for a pattern that is malformed or uses another operator than
 * the given ones: guessing would deliver the wrong events.
 */
export function compilePattern(
  pattern: Json,
  operators: readonly PatternOperator[],
  where: string,
): PatternTest {
  if (!isRecord(pattern)) throw unlisted(where, pattern);
  const demands = demandsOf(pattern, [], { operators, where });
  const fieldsOf = fieldFinder(demands.map(({ path }) => path));
  return (event) => areMet(demands, fieldsOf(event), new Map());
}

/** An object asks for all of its fields; a list is a leaf that asks for any of its conditions. */
function demandsOf(pattern: Json, names: readonly string[], compiler: Compiler): Demand[] {
  const { where } = compiler;
  if (Array.isArray(pattern)) {
    if (pattern.length === 0) throw new Error(`${where}: a filter's list must not be empty.`);
    const conditions = pattern.map((condition) => compileCondition(condition, compiler));
    return [{ path: names.join("."), conditions }];
  }
  if (!isRecord(pattern)) throw unlisted(where, pattern);
  if ("$or" in pattern) throw new Error(`${where}: the filter operator $or is not supported.`);
  return Object.entries(pattern).flatMap(([name, child]) =>
    demandsOf(child, [...names, name], compiler),
  );
}

function compileCondition(condition: Json, { operators, where }: Compiler): ConditionTest {
  const test = conditionTest(condition, operators);
  if (test) return test;
  throw new Error(
    `${where}: the filter condition ${JSON.stringify(condition)} is not supported by the local platform.`,
  );
}

/** Fields that lie in the same list of objects must lie in the same element of it. */
function areMet(
  [demand, ...others]: readonly Demand[],
  fields: ReadonlyMap<string, readonly EventField[]>,
  elements: ReadonlyMap<string, number>,
): boolean {
  if (demand === undefined) return true;
  const { path, conditions } = demand;
  const found = fields.get(path);
  if (found === undefined) {
    return conditions.some((test) => test(undefined)) && areMet(others, fields, elements);
  }
  return found.some(
    (field) =>
      [...field.elements].every(([list, index]) => (elements.get(list) ?? index) === index) &&
      conditions.some((test) => test(field.values)) &&
      areMet(others, fields, new Map([...elements, ...field.elements])),
  );
}

function unlisted(where: string, pattern: Json): Error {
  return new Error(`${where}: a filter value must stand in a list: ${JSON.stringify(pattern)}`);
}
