import sharp from "sharp";
import type { ApiClient } from "../../test/support/api-client.ts";
import { createTypicalProfile, ok, PROFILES, type ProfileAnswer } from "./typical-profile.ts";

const CONTENT_TYPE = "image/jpeg";

let photo: Promise<Buffer> | undefined;

/** A telephone's photo, scaled down by the app: about 100 KB, and the same one each time. */
function examplePhoto(): Promise<Buffer> {
  photo ??= drawPhoto();
  return photo;
}

/** Smooth, with some grain. */
function drawPhoto(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 12 } as const;
  const size = { width: 1024, height: 768 };
  return sharp({ create: { ...size, channels: 3, background: "#888", noise } })
    .blur(1)
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** A form with a photo among these fields. */
export async function photoForm(fields: Readonly<Record<string, string>>): Promise<FormData> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  const file = new Blob([new Uint8Array(await examplePhoto())], { type: CONTENT_TYPE });
  form.append("photo", file, "jane.jpg");
  return form;
}

/** A typical profile that has a photo. */
export async function profileWithPhoto(api: ApiClient): Promise<ProfileAnswer> {
  const { id } = await createTypicalProfile(api);
  return ok(await api.call("PATCH", `${PROFILES}/${id}`, { body: await photoForm({}) })).json;
}

/** A direct upload that nothing has been sent to. */
export async function askForUpload(api: ApiClient, profileId: string): Promise<ProfileAnswer> {
  const contentLength = (await examplePhoto()).length;
  const body = { contentType: CONTENT_TYPE, contentLength };
  return ok(await api.post(`${PROFILES}/${profileId}/photo-uploads`, body)).json;
}

/** Sends the photo where the upload says. @returns the key of the object */
export async function sendUpload({ url, method, headers }: ProfileAnswer): Promise<string> {
  const body = new Uint8Array(await examplePhoto());
  const answer = await fetch(url, { method, headers, body });
  if (!answer.ok) throw new Error(`The store answered ${answer.status}: ${await answer.text()}`);
  const [, , ...key] = new URL(url).pathname.split("/");
  return decodeURIComponent(key.join("/"));
}
