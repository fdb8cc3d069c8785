import { InvalidCredential, readCredentials } from "../../../shared/auth/credentials.ts";
import { verifyJwt } from "../../../shared/auth/jwt.ts";
import { trustIssuers } from "../../../shared/auth/trusted-issuers.ts";
import { settings } from "../../../shared/settings.ts";
import { type Identify, Unauthorized } from "./identify.ts";

const trust = trustIssuers(settings.jwtIssuers, { maxAgeSeconds: settings.jwtMaxAgeSeconds });

/** The API's own rule for JWTs, for a service that stands alone. */
export const verifyBearer: Identify = async ({ authorization }) => {
  try {
    const { jwt } = readCredentials({ authorization: authorization ? [authorization] : [] });
    if (jwt === undefined) throw new Unauthorized("No bearer token.");
    return await verifyJwt(jwt, trust);
  } catch (error) {
    if (error instanceof InvalidCredential) throw new Unauthorized(error.message);
    throw error;
  }
};
