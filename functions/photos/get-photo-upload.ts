import { readPhotoUpload } from "../../shared/domain/photo/read-photo-upload.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { inHttpWords } from "../../shared/http/http-words.ts";
import { getPhotoUploadRoute } from "../../shared/routes/photos/get-photo-upload.ts";

export const handler = createHandler(getPhotoUploadRoute, async ({ account, params }) => {
  const upload = await readPhotoUpload(account, params.profile_id, params.upload_id);
  const reason = upload.reason === null ? null : inHttpWords(upload.reason);
  const { id, status, waiting } = upload;
  return { status: 200, body: { id, status, waiting, reason } };
});
