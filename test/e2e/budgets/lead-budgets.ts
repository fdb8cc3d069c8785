import { type Budgets, publish, type World } from "./budget.ts";

const SAVE = "/api/v1/public/save-contact";
const LEADS = "/api/v1/leads";
const VISITOR = { name: "Ada", email: "ada@example.com", tos_consent: true };

async function left({ api, guest, id }: World): Promise<string> {
  await guest.post(SAVE, { ...VISITOR, profile_id: id });
  return (await api.get(LEADS)).json.leads[0].id;
}

const save = (when: string, reads: readonly string[], identifier: (world: World) => string) => ({
  documented: "POST /public/save-contact",
  when,
  operations: [...reads, "UpdateItem", "UpdateItem", "UpdateItem", "TransactWriteItems 3"],
  prepare: async (world: World) => {
    await publish(world);
    return () => world.guest.post(SAVE, { ...VISITOR, profile_id: identifier(world) });
  },
});

export const leadBudgets: Budgets = {
  "save-lead": [
    save("by id", ["GetItem"], ({ id }) => id),
    save("by slug", ["GetItem", "GetItem"], ({ slug }) => slug),
    {
      ...save("of a visitor who did before", ["GetItem"], ({ id }) => id),
      prepare: async (world) => {
        await publish(world);
        await left(world);
        return () => world.guest.post(SAVE, { ...VISITOR, profile_id: world.id });
      },
    },
  ],
  "list-leads": [
    {
      documented: "GET /leads",
      operations: ["Query", "GetItem"],
      prepare: async (world) => {
        await publish(world);
        await left(world);
        return () => world.api.get(LEADS);
      },
    },
  ],
  "delete-lead": [
    {
      documented: "DELETE /leads/{id}",
      operations: ["GetItem", "GetItem", "TransactWriteItems 2"],
      prepare: async (world) => {
        await publish(world);
        const id = await left(world);
        return () => world.api.delete(`${LEADS}/${id}`);
      },
    },
  ],
};
