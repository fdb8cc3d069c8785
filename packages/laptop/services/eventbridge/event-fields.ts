import type { Json } from "../../template/json.ts";
import { isRecord } from "../../template/json.ts";

/** What an event has at one path: a value, or the values of a list. */
export interface EventField {
  /** At least one; neither lists nor objects. */
  readonly values: readonly Json[];
  /** Which element of each list of objects the field lies in, by the path of the list. */
  readonly elements: ReadonlyMap<string, number>;
}

/**
 * The fields of an event by path, the names joined by dots: a name with a dot in it and an object in
 * an object are the same. A path has several fields when it leads through a list of objects, and
 * none where it leads to an object or an empty list.
 * @param wanted paths to look at; most of an event is none of a pattern's business
 */
export function fieldsOf(
  event: Json,
  wanted: readonly string[],
): ReadonlyMap<string, readonly EventField[]> {
  const fields = new Map<string, EventField[]>();
  collect(event, "", new Map(), { fields, ways: new Set(wanted.flatMap(waysTo)) });
  return fields;
}

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
  const { fields, ways } = collection;
  const all = flattened(value);
  const values = all.filter((one) => !isRecord(one));
  if (values.length > 0) {
    fields.set(path, [...(fields.get(path) ?? []), { values, elements }]);
  }
  for (const [index, element] of all.entries()) {
    if (!isRecord(element)) continue;
    const within = Array.isArray(value) ? new Map(elements).set(path, index) : elements;
    for (const [name, child] of Object.entries(element)) {
      const below = path === "" ? name : `${path}.${name}`;
      if (ways.has(below)) collect(child, below, within, collection);
    }
  }
}

function flattened(value: Json): readonly Json[] {
  return Array.isArray(value) ? value.flatMap(flattened) : [value];
}
