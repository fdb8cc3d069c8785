import { isDeepStrictEqual } from "node:util";
import { invalid, type Problem } from "../problem.ts";
import type { Profile } from "./profile.ts";
import { READ_ONLY_FIELDS } from "./read-only-fields.ts";
import type { UpdateProfileInput } from "./update-profile-input.ts";

/** What an answer carries of a profile, by field. */
export type ViewOf = (profile: Profile) => Readonly<Record<string, unknown>>;

/**
 * A change may bring along what its caller read: then a read-only field is as stored, a headline
 * that was made of other fields is no wish for one, and all of it asks for nothing.
 * @param view what the owner is shown of the profile
 * @throws Problem `invalid` `read_only` where a field would be another
 */
export function withoutAsRead(
  profile: Profile,
  change: UpdateProfileInput,
  view: ViewOf,
): UpdateProfileInput {
  if (change.isPrimary === false && profile.isPrimary) throw primaryStays();
  const given = READ_ONLY_FIELDS.filter((field) => change[field] !== undefined);
  if (given.length === 0) return change;
  const shown = view(profile);
  const other = given.filter((field) => !isDeepStrictEqual(change[field], shown[field]));
  if (other.length > 0) throw readOnly(other);
  const { headline, ...rest } = change;
  return headline === shown.headline ? rest : change;
}

/** That fields of the service's own cannot be written. */
export function readOnly(fields: readonly string[]): Problem {
  const msg = "Is set by the service and cannot be written.";
  return invalid(fields.map((field) => ({ path: [field], msg, type: "read_only" })));
}

function primaryStays(): Problem {
  const msg = "Must be true: make another profile the primary one instead.";
  return invalid([{ path: ["isPrimary"], msg, type: "not_allowed" }]);
}
