import type { Profile } from "./generated/types.ts";

/** A photo did not become the profile's; what else was to be written may be. */
export class PhotoError extends Error {
  override readonly name = "PhotoError";
  /** The profile as it was created or changed before the photo was sent; undefined when it was not. */
  readonly profile: Profile | undefined;

  /** @param cause what went wrong: an `ApiError`, the signal's reason, or why the photo was rejected */
  constructor(message: string, cause: unknown, profile?: Profile) {
    super(message, { cause });
    this.profile = profile;
  }
}
