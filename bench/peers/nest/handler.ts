import { verifyBearer } from "../common/verify-bearer.ts";
import { createHandler } from "./create-handler.ts";

/** Verifies the JWTs itself. */
export const handler = createHandler(verifyBearer);
