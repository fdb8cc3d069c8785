import { readPublicProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { profileAddresses } from "../../shared/http/profile-addresses.ts";
import { qrAnswer } from "../../shared/http/qr-answer.ts";
import { USUAL_SIDE } from "../../shared/model/profile/qr-schema.ts";
import { getProfileQrRoute } from "../../shared/routes/pages/get-profile-qr.ts";

export const handler = createHandler(getProfileQrRoute, ({ params, query, linkTo, holds }) => {
  const { format = "svg", size = USUAL_SIDE } = query;
  const { scanned } = profileAddresses(linkTo);
  return readPublicProfile(params.identifier.toLowerCase(), ({ id }) =>
    qrAnswer(scanned(id), { format, size, holds }),
  );
});
