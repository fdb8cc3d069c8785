import { createStaticHandler } from "../../shared/http/create-static-handler.ts";
import { getHealthRoute } from "../../shared/routes/system/get-health.ts";

export const handler = createStaticHandler(getHealthRoute, () => ({
  status: 200,
  body: { status: "ok" },
}));
