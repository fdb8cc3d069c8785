/** A JPEG or PNG: a file of a form, or its bytes. What it is is told by its content. */
export type PhotoFile = Blob | ArrayBuffer | ArrayBufferView;

/** What may be said about any call. */
export interface CallOptions {
  /** Ends the call, its waits and its retries. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Of a POST: the key under which the API carries it out once in 24 hours. Each call makes its own
   * and keeps it through its retries; give one to make the call again yourself, in another process say.
   */
  readonly idempotencyKey?: string | undefined;
  /** Of a change: the version it applies to. The version of a profile given as such, unless said here. */
  readonly ifVersion?: number | undefined;
  /** Is shown every answer, those that are tried again included; its body is not to be read. */
  readonly onResponse?: ((response: Response) => void) | undefined;
}

/** How far the sending of a photo is. Both in bytes. */
export interface PhotoProgress {
  readonly sent: number;
  readonly total: number;
}

/** What may be said about a call that sends a photo. */
export interface PhotoOptions extends CallOptions {
  /**
   * Told how far the photo is. In a form, to 4 MB, that is its beginning and its end: `fetch` tells no
   * more. Straight into the store browsers also tell the steps between; elsewhere there are none.
   */
  readonly onProgress?: ((progress: PhotoProgress) => void) | undefined;
}

/**
 * A profile by its id, or as it was read. One that was read brings its version: a change then applies
 * to that version only, and fails with 412 when the profile has changed meanwhile.
 */
export type ProfileRef = string | { readonly id: string; readonly version?: number };

/** Fields, and a photo of up to 5 MB. */
export type WithPhoto<Body> = Body & { photo?: PhotoFile | undefined };
