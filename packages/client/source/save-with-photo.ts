import type { PhotoOptions } from "./call-options.ts";
import type { Profile } from "./generated/types.ts";
import { type OperationCall, versionOf } from "./operation.ts";
import { PhotoError } from "./photo-error.ts";
import { photoBlob, type UploadTools, uploadPhoto } from "./photo-upload.ts";
import { send } from "./transport.ts";

/** Up to here a photo goes in the form: the whole request may have about 4.5 MB. */
export const MOST_FORM_BYTES = 4 * 1_024 * 1_024;

/**
 * Creates or changes a profile with a photo: in one form where that can say it all, else the fields
 * first and the photo after them, straight into the store.
 * @throws PhotoError with the profile when only the fields were written
 */
export async function saveWithPhoto(tools: UploadTools, call: OperationCall): Promise<Profile> {
  const { photo, ...fields } = call.body as { photo: Blob };
  const blob = photoBlob(photo);
  const { idempotencyKey: _key, ifVersion: _version, ...after }: PhotoOptions = call.options;
  const total = blob.size;
  const form = total <= MOST_FORM_BYTES ? formOf(fields, blob) : undefined;
  if (form) {
    after.onProgress?.({ sent: 0, total });
    const { data } = await send(tools.transport, { ...call, body: form });
    after.onProgress?.({ sent: total, total });
    return data as Profile;
  }
  const isPhotoAlone = Object.values(fields).every((value) => value === undefined);
  if (isPhotoAlone && call.profile) return uploadPhoto(tools, call.profile, blob, call.options);
  const saved = (await send(tools.transport, { ...call, body: fields })).data as Profile;
  try {
    // Who bound the change to a version wants no other one in between.
    const target = versionOf(call) === undefined ? saved.id : saved;
    return await uploadPhoto(tools, target, blob, after);
  } catch (cause) {
    throw new PhotoError(`The profile is saved without its photo: ${cause}`, cause, saved);
  }
}

/** The fields as a form; undefined when one of them cannot be said in a form: null, or an empty list. */
function formOf(fields: Readonly<Record<string, unknown>>, photo: Blob): FormData | undefined {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const values = Array.isArray(value) ? value : [value];
    if (values.length === 0 || values.some(isStructure)) return undefined;
    for (const one of values) form.append(name, String(one));
  }
  form.append("photo", photo, "photo");
  return form;
}

function isStructure(value: unknown): boolean {
  return typeof value === "object";
}
