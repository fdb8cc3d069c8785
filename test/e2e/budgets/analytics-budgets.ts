import type { Budgets } from "./budget.ts";

const SUMMARY = "/api/v1/mcp/analytics-summary";

export const analyticsBudgets: Budgets = {
  "get-analytics-summary": [
    {
      documented: "GET /mcp/analytics-summary",
      operations: ["GetItem", "Query"],
      prepare:
        async ({ api }) =>
        () =>
          api.get(SUMMARY),
    },
    {
      documented: "GET /mcp/analytics-summary",
      when: "of a profile",
      operations: ["GetItem", "Query"],
      prepare:
        async ({ api, id }) =>
        () =>
          api.get(`${SUMMARY}?profileId=${id}&days=365`),
    },
  ],
};
