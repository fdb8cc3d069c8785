import { requestPhotoUpload } from "../../shared/domain/photo/request-photo-upload.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { createPhotoUploadRoute } from "../../shared/routes/photos/create-photo-upload.ts";

export const handler = createHandler(createPhotoUploadRoute, async (request) => {
  const { account, params, body, ifMatch, newId, linkTo } = request;
  const upload = await requestPhotoUpload(account, params.profile_id, body, { ifMatch, newId });
  const path = createPhotoUploadRoute.path.replace("{profile_id}", params.profile_id);
  return {
    status: 201,
    body: upload,
    headers: { Location: linkTo(`${path}/${upload.id}`) },
  };
});
