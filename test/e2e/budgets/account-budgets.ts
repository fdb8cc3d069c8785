import type { Budgets } from "./budget.ts";

const EXPORT = "/api/v1/account/export";

export const accountBudgets: Budgets = {
  "erase-account": [
    {
      documented: "DELETE /account",
      when: "with one profile and one key",
      operations: [
        ...["TransactWriteItems 33", "GetItem", "TransactWriteItems 3", "GetItem"],
        ...["BatchGetItem", "BatchGetItem", "TransactWriteItems 4", "Query"],
      ],
      prepare: async ({ api }) => {
        await api.post("/api/v1/api-keys", { name: "Budget" });
        return () => api.delete("/api/v1/account?confirm=erase");
      },
    },
  ],
  "create-account-export": [
    {
      documented: "POST /account/export",
      operations: ["TransactWriteItems 4"],
      prepare:
        async ({ api }) =>
        () =>
          api.call("POST", EXPORT),
    },
  ],
  "get-account-export": [
    {
      documented: "GET /account/export/{id}",
      operations: ["GetItem"],
      prepare: async ({ api }) => {
        const { id } = (await api.call("POST", EXPORT)).json;
        return () => api.get(`${EXPORT}/${id}`);
      },
    },
  ],
};
