import { type Answer, BrokenOff } from "./answer.ts";
import type { PhotoProgress } from "./call-options.ts";
import type { NewPhotoUpload } from "./generated/types.ts";

/** What of XMLHttpRequest is used. */
export interface UploadRequest {
  readonly upload: { onprogress: ((event: { readonly loaded: number }) => void) | null };
  readonly status: number;
  readonly responseText: string;
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  onloadend: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: Blob): void;
  abort(): void;
}

/** A new XMLHttpRequest; undefined outside browsers. */
export function newUploadRequest(): UploadRequest | undefined {
  const { XMLHttpRequest: Request } = globalThis as {
    readonly XMLHttpRequest?: new () => UploadRequest;
  };
  return Request && new Request();
}

/** Sends a file as browsers can tell how far it is; `fetch` cannot. */
export function putWithProgress(
  request: UploadRequest,
  { method, url, headers }: NewPhotoUpload,
  blob: Blob,
  onProgress: (progress: PhotoProgress) => void,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const abort = () => request.abort();
    const total = blob.size;
    request.upload.onprogress = ({ loaded }) => onProgress({ sent: loaded, total });
    request.onload = () => {
      const { status, responseText: body } = request;
      const ok = status >= 200 && status < 300;
      resolve({ ok, status, headers: new Headers(), type: "", body });
    };
    request.onerror = () => reject(new BrokenOff(new TypeError("The photo could not be sent.")));
    request.onabort = () => reject(signal?.reason);
    request.onloadend = () => signal?.removeEventListener("abort", abort);
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", abort);
    request.send(blob);
  });
}
