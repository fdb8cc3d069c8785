import type { Budgets, World } from "./budget.ts";

const KEYS = "/api/v1/api-keys";

async function issued({ api }: World): Promise<string> {
  return (await api.post(KEYS, { name: "Budget" })).json.id;
}

export const apiKeyBudgets: Budgets = {
  "create-api-key": [
    {
      documented: "POST /api-keys",
      operations: ["GetItem", "TransactWriteItems 2"],
      prepare:
        async ({ api }) =>
        () =>
          api.post(KEYS, { name: "First" }),
    },
  ],
  "list-api-keys": [
    {
      documented: "GET /api-keys",
      operations: ["GetItem", "BatchGetItem"],
      prepare: async (world) => {
        await issued(world);
        return () => world.api.get(KEYS);
      },
    },
  ],
  "delete-api-key": [
    {
      documented: "DELETE /api-keys/{id}",
      operations: ["TransactWriteItems 2"],
      prepare: async (world) => {
        const id = await issued(world);
        return () => world.api.delete(`${KEYS}/${id}`);
      },
    },
  ],
  "rotate-api-key": [
    {
      documented: "POST /api-keys/{id}/rotate",
      operations: ["GetItem", "TransactWriteItems 1"],
      prepare: async (world) => {
        const id = await issued(world);
        return () => world.api.post(`${KEYS}/${id}/rotate`, {});
      },
    },
  ],
};
