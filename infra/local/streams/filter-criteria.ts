import type { Json } from "../deployed-resources.ts";

/** Decides whether a stream record goes to the function. */
export type RecordFilter = (record: Json) => boolean;

/** Tests the value at one place of a record; undefined when the record has none there. */
type Test = (value: Json | undefined) => boolean;

/**
 * Compiles the `FilterCriteria` of an event source mapping. A record passes when it matches any of
 * the filters, and always when there is none. Throws an Error with a clear sentence for a pattern
 * that is malformed or uses an operator the local platform does not have.
 */
export function parseFilterCriteria(criteria: Json | undefined, where: string): RecordFilter {
  const filters = isObject(criteria) && Array.isArray(criteria.Filters) ? criteria.Filters : [];
  const tests = filters.map((filter) => {
    const pattern = isObject(filter) ? filter.Pattern : undefined;
    if (typeof pattern !== "string") throw new Error(`${where}: a filter needs a Pattern text.`);
    return compile(parsePattern(pattern, where), where);
  });
  return (record) => tests.length === 0 || tests.some((test) => test(record));
}

function parsePattern(text: string, where: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${where}: the filter pattern is not JSON: ${text}`);
  }
}

/** An object asks for all of its fields; a list is a leaf that asks for any of its conditions. */
function compile(pattern: Json, where: string): Test {
  if (Array.isArray(pattern)) {
    const conditions = pattern.map((condition) => compileCondition(condition, where));
    return (value) => conditions.some((condition) => condition(value));
  }
  if (!isObject(pattern)) {
    throw new Error(`${where}: a filter value must stand in a list: ${JSON.stringify(pattern)}`);
  }
  if ("$or" in pattern) throw new Error(`${where}: the filter operator $or is not supported.`);
  const fields = Object.entries(pattern).map(
    ([name, child]) => [name, compile(child, where)] as const,
  );
  return (value) =>
    fields.every(([name, test]) =>
      test(isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    );
}

function compileCondition(condition: Json, where: string): Test {
  if (!isObject(condition)) return anyElement((value) => value === condition);
  const [[operator, operand] = ["", null], ...more] = Object.entries(condition);
  if (more.length === 0) {
    if (operator === "prefix" && typeof operand === "string") {
      return anyElement((value) => typeof value === "string" && value.startsWith(operand));
    }
    // Only leaves exist for a filter: an object in that place counts as absent.
    if (operator === "exists" && typeof operand === "boolean") {
      return (value) => (value !== undefined && !isObject(value)) === operand;
    }
    if (operator === "anything-but") return compileAnythingBut(operand, where);
  }
  throw new Error(
    `${where}: the filter condition ${JSON.stringify(condition)} is not supported by the local platform.`,
  );
}

function compileAnythingBut(operand: Json, where: string): Test {
  const refused = isObject(operand)
    ? [compileCondition(operand, where)]
    : [operand].flat().map((value) => compileCondition(value, where));
  return (value) => value !== undefined && !refused.some((test) => test(value));
}

/** A list in the record matches when one of its elements does. */
function anyElement(test: (value: Json) => boolean): Test {
  return (value) => {
    if (value === undefined) return false;
    return Array.isArray(value) ? value.some(test) : test(value);
  };
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
