import { handle } from "hono/aws-lambda";
import { verifyBearer } from "../common/verify-bearer.ts";
import { createApp } from "./app.ts";
import { allRoutes } from "./routes.ts";

/** Verifies the JWTs itself. */
export const handler = handle(createApp(verifyBearer, allRoutes()));
