import { verifyBearer } from "../common/verify-bearer.ts";
import { createHandler } from "./app.ts";

/** Verifies the JWTs itself. */
export const handler = createHandler(verifyBearer);
