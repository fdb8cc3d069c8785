import type { Json, JsonObject } from "../../template/json.ts";
import { isRecord } from "../../template/json.ts";

/** What an event has at one path: a value, or the values of a list. */
export interface EventField {
  /** At least one; neither lists nor objects. */
  readonly values: readonly Json[];
  /** Which element of each list of objects the field lies in, by the path of the list. */
  readonly elements: ReadonlyMap<string, number>;
}

/** Finds fields of an event, by path. */
export type FieldFinder = (event: Json) => ReadonlyMap<string, readonly EventField[]>;

/**
 * Finds the fields of events by path, the names joined by dots: a name with a dot in it and an object
 * in an object are the same. A path has several fields when it leads through a list of objects, and
 * none where it leads to an object or an empty list.
 * @param wanted paths to look at; most of an event is none of a pattern's business
 */
export function fieldFinder(wanted: readonly string[]): FieldFinder {
  const ways = new Set(wanted.flatMap(waysTo));
  return (event) => {
    const fields = new Map<string, EventField[]>();
    collect(event, "", NOWHERE, { fields, ways });
    return fields;
  };
}

const NOWHERE: ReadonlyMap<string, number> = new Map();

/** The path, and all that lead to it. A name with dots in it is several, which does no harm. */
function waysTo(path: string): readonly string[] {
  const names = path.split(".");
  return names.map((_, index) => names.slice(0, index + 1).join("."));
}

interface Collection {
  readonly fields: Map<string, EventField[]>;
  /** Paths on the way to what is wanted. */
  readonly ways: ReadonlySet<string>;
}

function collect(
  value: Json,
  path: string,
  elements: ReadonlyMap<string, number>,
  collection: Collection,
): void {
  if (isRecord(value)) {
    collectBelow(value, path, elements, collection);
    return;
  }
  const { fields } = collection;
  const all = flattened(value);
  const values = all.filter((one) => !isRecord(one));
  if (values.length > 0) {
    fields.set(path, [...(fields.get(path) ?? []), { values, elements }]);
  }
  for (const [index, element] of all.entries()) {
    if (!isRecord(element)) continue;
    collectBelow(element, path, new Map(elements).set(path, index), collection);
  }
}

function collectBelow(
  value: JsonObject,
  path: string,
  elements: ReadonlyMap<string, number>,
  collection: Collection,
): void {
  for (const name of Object.keys(value)) {
    const below = path === "" ? name : `${path}.${name}`;
    if (collection.ways.has(below)) collect(value[name] ?? null, below, elements, collection);
  }
}

function flattened(value: Json): readonly Json[] {
  return Array.isArray(value) ? value.flatMap(flattened) : [value];
}
