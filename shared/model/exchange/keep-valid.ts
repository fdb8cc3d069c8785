import type * as z from "zod/mini";
import { UpdateProfileInput } from "../profile/update-profile-input.ts";
import type { FitNotes } from "./fit-notes.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Each round takes out something, and lists are short. */
const MOST_ROUNDS = 20;

/**
 * The fields as a change of a profile takes them. What it would refuse is left: a value by itself,
 * or an entry of a list. The last resort, after every value has been made to fit.
 */
export async function keepValid(fields: Fields, notes: FitNotes): Promise<Fields> {
  let kept = fields;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const result = await UpdateProfileInput.safeParseAsync(kept);
    if (result.success) return inOrderOf(kept, result.data);
    for (const { field, index } of placesOf(result.error.issues)) {
      notes.leaveAt(index === undefined ? field : `${field}[${index}]`, "Cannot be kept as it is.");
    }
    kept = without(kept, placesOf(result.error.issues));
  }
  notes.leaveAt("profile", "Cannot be kept as it is.");
  return {};
}

interface Place {
  readonly field: string;
  /** Of an entry in a list. */
  readonly index?: number;
}

function placesOf(issues: readonly z.core.$ZodIssue[]): Place[] {
  const places = new Map<string, Place>();
  for (const issue of issues) {
    const [field, index] = issue.path;
    const fields = issue.code === "unrecognized_keys" && !field ? issue.keys : [String(field)];
    for (const name of fields) {
      const place = typeof index === "number" ? { field: name, index } : { field: name };
      places.set(JSON.stringify(place), place);
    }
  }
  return [...places.values()];
}

function without(fields: Fields, places: readonly Place[]): Fields {
  const kept = Object.entries(fields).flatMap(([field, value]): [string, unknown][] => {
    const mine = places.filter((place) => place.field === field);
    if (mine.length === 0) return [[field, value]];
    const indices = mine.map(({ index }) => index);
    if (!Array.isArray(value) || indices.includes(undefined)) return [];
    return [[field, value.filter((_, index) => !indices.includes(index))]];
  });
  return Object.fromEntries(kept);
}

/** What the schema makes of the fields, in their order: it tells slow ones last. */
function inOrderOf(fields: Fields, parsed: Fields): Fields {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, parsed[field]]));
}
