import { type Budgets, publish, type World } from "./budget.ts";

const MCP = "/api/v1/mcp";

async function saved(world: World): Promise<string> {
  await publish(world);
  const body = { profileId: world.id, source: "mcp" };
  return (await world.api.post("/api/v1/contacts", body)).json.id;
}

export const mcpBudgets: Budgets = {
  "get-mcp-profile": [
    {
      documented: "GET /mcp/profile",
      operations: ["GetItem", "Query"],
      prepare:
        async ({ api }) =>
        () =>
          api.get(`${MCP}/profile`),
    },
  ],
  "list-mcp-contacts": [
    {
      documented: "GET /mcp/contacts",
      operations: ["Query", "GetItem", "BatchGetItem"],
      prepare: async (world) => {
        await saved(world);
        return () => world.api.get(`${MCP}/contacts`);
      },
    },
    {
      documented: "GET /mcp/contacts",
      when: "far behind the last",
      operations: ["GetItem"],
      prepare: async (world) => {
        await saved(world);
        return () => world.api.get(`${MCP}/contacts?offset=5000`);
      },
    },
  ],
  "get-mcp-contact": [
    {
      documented: "GET /mcp/contacts/{id}",
      operations: ["GetItem", "BatchGetItem"],
      prepare: async (world) => {
        const id = await saved(world);
        return () => world.api.get(`${MCP}/contacts/${id}`);
      },
    },
  ],
};
