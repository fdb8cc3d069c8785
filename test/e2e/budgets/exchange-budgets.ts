import { jpeg } from "../../support/images.ts";
import type { Budget, Budgets } from "./budget.ts";

const EXPORT = { documented: "GET /profiles/{id}/export", operations: ["Query"] };

/** An export of a profile with a photo, which is read where the format holds one. */
function exported(format: string, objectReads: number): Budget {
  return {
    ...EXPORT,
    objectReads,
    when: `as ${format}`,
    prepare: async ({ api, path }) => {
      await api.form("PATCH", path, { photo: await jpeg(8, 8) });
      return () => api.get(`${path}/export?format=${format}`);
    },
  };
}

export const exchangeBudgets: Budgets = {
  "export-profile": [exported("json", 1), exported("vcard", 1), exported("json-resume", 0)],
};
