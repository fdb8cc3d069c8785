import { createHandler } from "../../shared/http/create-handler.ts";
import { getHealthRoute } from "../../shared/routes/system/get-health.ts";

export const handler = createHandler(getHealthRoute, async () => ({
  status: 200,
  body: { status: "ok" },
}));
