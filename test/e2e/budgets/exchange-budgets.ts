import { jpeg } from "../../support/images.ts";
import type { Budget, Budgets } from "./budget.ts";

const EXPORT = { documented: "GET /profiles/{id}/export", operations: ["Query"] };

/** An export of a profile with a photo, which is read from the bucket where the format holds one. */
function exported(format: string): Budget {
  return {
    ...EXPORT,
    when: `as ${format}`,
    prepare: async ({ api, path }) => {
      await api.form("PATCH", path, { photo: await jpeg() });
      return () => api.get(`${path}/export?format=${format}`);
    },
  };
}

export const exchangeBudgets: Budgets = {
  "export-profile": [exported("json"), exported("json-resume")],
};
