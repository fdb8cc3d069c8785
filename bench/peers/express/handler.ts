import { configure } from "@codegenie/serverless-express";
import { verifyBearer } from "../common/verify-bearer.ts";
import { createApp } from "./app.ts";

/** Verifies the JWTs itself. */
export const handler = configure({ app: createApp(verifyBearer) });
