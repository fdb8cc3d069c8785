import type { Answer, ApiClient } from "./api-client.ts";

/** What the API answers to a request for an upload. */
export interface Upload {
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Where its outcome is asked for. */
  readonly path: string;
}

/** @param profile path of the profile */
export async function requestUpload(
  api: ApiClient,
  profile: string,
  photo: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Upload> {
  const body = { contentType: "image/jpeg", contentLength: photo.length };
  const { status, json, text } = await api.post(`${profile}/photo-uploads`, body, headers);
  if (status !== 201) throw new Error(`No upload was given: ${status} ${text}`);
  return { ...json, path: `${profile}/photo-uploads/${json.id}` };
}

/** Sends the file as any HTTP client would. */
export function put({ url, headers }: Upload, photo: Uint8Array): Promise<Response> {
  return fetch(url, { method: "PUT", headers, body: photo as Uint8Array<ArrayBuffer> });
}

/** Requests and sends. @returns the upload's path */
export async function upload(api: ApiClient, profile: string, photo: Uint8Array): Promise<string> {
  const given = await requestUpload(api, profile, photo);
  const answer = await put(given, photo);
  if (!answer.ok) throw new Error(`Not uploaded: ${answer.status} ${await answer.text()}`);
  return given.path;
}

/** Status and reason, as one line. */
export async function outcome(api: ApiClient, path: string): Promise<string> {
  const { status, json }: Answer = await api.get(path);
  return status === 200
    ? [json.status, ...(json.reason ? [json.reason] : [])].join(": ")
    : `${status}`;
}
