/** A photo that is uploaded past the API, straight to the store. */
export interface PhotoUpload {
  /** UUID v7 of the moment it was asked for. */
  readonly id: string;
  readonly owner: string;
  readonly profileId: string;
  readonly status: "pending" | "ready" | "rejected";
  /** Why it was rejected, in a sentence for people; null otherwise. */
  readonly reason: string | null;
  /** Id of the photo it becomes, fixed beforehand so that a second run stores no second photo. */
  readonly photoId: string;
  /** The version that the profile must still have, when the caller named one. */
  readonly ifVersion?: number | undefined;
  /** ISO 8601: after it a pending upload is taken for rejected, and never carried out. */
  readonly deadline: string;
  /** Unix seconds: until then its status can be asked for. */
  readonly expiresAt: number;
}

const LATE =
  "The photo was not uploaded, or could not be worked on, in time; ask for another upload.";

/** An upload as it reads at a moment: nothing waits for ever. */
export function settledAt(upload: PhotoUpload, now: number): PhotoUpload {
  if (upload.status !== "pending" || now <= Date.parse(upload.deadline)) return upload;
  return { ...upload, status: "rejected", reason: LATE };
}
