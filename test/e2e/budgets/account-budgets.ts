import type { Budgets } from "./budget.ts";

const EXPORT = "/api/v1/account/export";

export const accountBudgets: Budgets = {
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
