import type { Json } from "../../template/json.ts";
import { isRecord } from "../../template/json.ts";
import { compilePattern } from "../eventbridge/event-pattern.ts";

/** Decides whether a stream record goes to the function. */
export type RecordFilter = (record: Json) => boolean;

/**
 * Compiles the `FilterCriteria` of an event source mapping. A record passes when it matches any of
 * the filters, and always when there is none. Throws an Error with a clear sentence for a pattern
 * that is malformed or uses an operator the local platform does not have.
 */
export function parseFilterCriteria(criteria: Json | undefined, where: string): RecordFilter {
  const filters = isRecord(criteria) && Array.isArray(criteria.Filters) ? criteria.Filters : [];
  const tests = filters.map((filter) => {
    const pattern = isRecord(filter) ? filter.Pattern : undefined;
    if (typeof pattern !== "string") throw new Error(`${where}: a filter needs a Pattern text.`);
    return compilePattern(
      parsePattern(pattern, where),
      ["prefix", "exists", "anything-but"],
      where,
    );
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
