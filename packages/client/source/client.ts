import { atPosition } from "./at-position.ts";
import type { PhotoFile, PhotoOptions, ProfileRef } from "./call-options.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type Credential, Credentials } from "./credentials.ts";
import { documentToSend } from "./document-to-send.ts";
import { OPERATION_TABLE } from "./generated/operation-table.ts";
import type { Resources } from "./generated/resources.ts";
import type { Profile } from "./generated/types.ts";
import { Listing } from "./listing.ts";
import { callOf, type Operation, operationOf } from "./operation.ts";
import { type UploadTools, uploadPhoto } from "./photo-upload.ts";
import { saveWithPhoto } from "./save-with-photo.ts";
import { type Fetch, send, type Transport } from "./transport.ts";

export { ApiError, type Issue } from "./api-error.ts";
export type * from "./call-options.ts";
export type { Clock } from "./clock.ts";
export type { Credential } from "./credentials.ts";
export type * from "./generated/resources.ts";
export type * from "./generated/types.ts";
export type { Listing } from "./listing.ts";
export { PhotoError } from "./photo-error.ts";
export type { Fetch } from "./transport.ts";

/** How a client reaches the API. */
export interface ClientOptions {
  /** Where the API is, its stage's name included. */
  readonly url: string;
  /** Who calls. Without it only what is for everyone can be read. */
  readonly credential?: Credential | undefined;
  /** Tries after the first; 3 unless told otherwise. */
  readonly retries?: number | undefined;
  /** All waits between the tries of a call, in milliseconds; 30,000 unless told otherwise. */
  readonly maxWaitMs?: number | undefined;
  /** In the place of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Time and chance, for tests. */
  readonly clock?: Clock | undefined;
}

/** Every operation of the API by its resource, and what is made of several. */
export type Client = Resources & { readonly photos: PhotoUploads };

/** What a photo of any size goes by. */
export interface PhotoUploads {
  /**
   * Sends a photo of up to 5 MB straight into the store, and waits until it is the profile's.
   * `createProfile` and `updateProfile` with a `photo` do this by themselves where it is large.
   *
   * @throws PhotoError when the photo is rejected, with the reason as its message
   */
  uploadPhoto(profile: ProfileRef, photo: PhotoFile, options?: PhotoOptions): Promise<Profile>;
}

/**
 * A client of one API for one caller.
 * @throws TypeError when `url` is no address
 */
export function createClient(options: ClientOptions): Client {
  const { retries = 3, maxWaitMs = 30_000, clock = systemClock } = options;
  const transport: Transport = {
    url: addressOf(options.url),
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    credentials: new Credentials(options.credential),
    rules: { retries, maxWaitMs, clock },
  };
  const resources: Record<string, Record<string, unknown>> = {};
  const tools: UploadTools = { transport, resources: resources as unknown as Resources };
  for (const [resource, lines] of Object.entries(OPERATION_TABLE)) {
    const methods = Object.entries(lines).map(([id, line]) => [
      id,
      methodOf(tools, operationOf(line)),
    ]);
    resources[resource] = Object.fromEntries(methods);
  }
  const uploads: PhotoUploads = {
    uploadPhoto: (profile, photo, more) => uploadPhoto(tools, profile, photo, more),
  };
  resources.photos = { ...resources.photos, ...uploads };
  return resources as unknown as Client;
}

function addressOf(url: string): string {
  const { location } = globalThis as { location?: { href: string } };
  return new URL(url, location?.href).href.replace(/\/+$/, "");
}

/** What a method does: a list waits to be asked, everything else begins at once. */
function methodOf(tools: UploadTools, operation: Operation): (...given: unknown[]) => unknown {
  const { items, takesPhoto, takesFile } = operation;
  const { transport } = tools;
  if (items !== undefined) {
    return (...given) => {
      const call = callOf(operation, given);
      return new Listing((at) => send(transport, atPosition(call, at)), items);
    };
  }
  return async (...given) => {
    const call = callOf(operation, given);
    if (takesPhoto && Object(call.body).photo !== undefined) return saveWithPhoto(tools, call);
    const isFile = takesFile && call.body instanceof Blob;
    const sent = isFile ? { ...call, body: await documentToSend(call.body as Blob) } : call;
    return (await send(transport, sent)).data;
  };
}
