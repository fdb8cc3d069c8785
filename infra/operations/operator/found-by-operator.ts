import type { Problem } from "../../../shared/model/problem.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { OperatorError } from "../../operator-error.ts";

/** The profile that a command is about. @throws OperatorError when there is none, or none any more */
export async function foundProfile(id: string): Promise<Profile> {
  const { findAnyProfile } = await import("../../../shared/domain/profile/take-down.ts");
  try {
    return (await findAnyProfile(id)).profile;
  } catch (error) {
    const kind = (error as Partial<Problem>).kind;
    if (kind === "not_found") throw new OperatorError(`There is no profile ${id}.`);
    if (kind === "removed") throw new OperatorError(`The profile ${id} has been deleted.`);
    throw error;
  }
}

/** Whether a word may be a profile's id. */
export function isProfileId(word: string | undefined): word is string {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word ?? "");
}

/** A profile as a question names it. */
export function named({ id, slug, owner }: Profile): string {
  return `the profile ${slug} (${id}) of account ${owner}`;
}
