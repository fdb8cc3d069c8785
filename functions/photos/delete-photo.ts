import { deletePhoto } from "../../shared/domain/photo/delete-photo.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { deletePhotoRoute } from "../../shared/routes/photos/delete-photo.ts";

export const handler = createHandler(deletePhotoRoute, async ({ account, params, ifMatch }) => {
  const { version } = await deletePhoto(account, params.profile_id, ifMatch);
  return { status: 204, version };
});
