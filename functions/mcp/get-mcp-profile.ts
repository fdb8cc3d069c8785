import { getPrimaryProfile } from "../../shared/domain/profile/read-profiles.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { mcpProfile } from "../../shared/model/mcp/mcp-profile.ts";
import { getMcpProfileRoute } from "../../shared/routes/mcp/get-mcp-profile.ts";

export const handler = createHandler(getMcpProfileRoute, async ({ account }) => ({
  status: 200,
  body: mcpProfile(await getPrimaryProfile(account)),
}));
