import { type Budgets, publish, type World } from "./budget.ts";

const SEARCH = "/api/v1/public/directory/search";

/** A function that has searched within half a minute knows which index is in use. */
async function searched(world: World): Promise<void> {
  await publish(world);
  await world.guest.get(`${SEARCH}?query=xx`);
  await world.guest.post(SEARCH, { query: "xx" });
}

export const directoryBudgets: Budgets = {
  "search-directory": [
    {
      documented: "GET, POST /public/directory/search",
      when: "for two words",
      operations: ["Query", "Query", "BatchGetItem", "UpdateItem"],
      prepare: async (world) => {
        await searched(world);
        return () => world.guest.get(`${SEARCH}?query=budget%20budg`);
      },
    },
    {
      documented: "GET, POST /public/directory/search",
      when: "with a wrong letter",
      operations: ["Query", "BatchGetItem", "Query", "BatchGetItem", "UpdateItem"],
      prepare: async (world) => {
        await searched(world);
        return () => world.guest.get(`${SEARCH}?query=bugdet`);
      },
    },
  ],
  "post-directory-search": [
    {
      documented: "GET, POST /public/directory/search",
      operations: ["Query", "Query", "BatchGetItem", "UpdateItem"],
      prepare: async (world) => {
        await searched(world);
        return () => world.guest.post(SEARCH, { query: "budget budg" });
      },
    },
  ],
};
