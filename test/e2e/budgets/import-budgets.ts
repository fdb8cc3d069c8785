import { jpeg } from "../../support/images.ts";
import type { Budget, Budgets } from "./budget.ts";

const IMPORT = "/api/v1/profiles/import";
const RESUME = {
  basics: { name: "Imported", label: "T" },
  work: [
    { name: "A", position: "Chef", startDate: "2020-01" },
    { name: "B", position: "Chef", startDate: "2019-01" },
  ],
};
const CARD = { "content-type": "text/vcard" };

/** A vCard with a picture. */
async function cardWithPhoto(): Promise<string> {
  const photo = Buffer.from(await jpeg(8, 8)).toString("base64");
  const lines = ["BEGIN:VCARD", "VERSION:3.0", "FN:On a card", "N:;On a card;;;", "TITLE:T"];
  return [...lines, `PHOTO;ENCODING=b;TYPE=JPEG:${photo}`, "END:VCARD", ""].join("\r\n");
}

function draft(when: string, operations: readonly string[], query = ""): Budget {
  const prepare: Budget["prepare"] =
    async ({ api }) =>
    () =>
      api.post(`${IMPORT}${query}`, RESUME);
  return { documented: "POST /profiles/import", when, operations, prepare };
}

function into(
  when: string,
  operations: readonly string[],
  { query = "", isAgain = false } = {},
): Budget {
  const prepare: Budget["prepare"] = async ({ api, path }) => {
    if (isAgain) await api.post(`${path}/import`, RESUME);
    return () => api.post(`${path}/import${query}`, RESUME);
  };
  return { documented: "POST /profiles/{id}/import", when, operations, prepare };
}

export const importBudgets: Budgets = {
  "import-profile": [
    draft("of two jobs", ["TransactWriteItems 6"]),
    draft("as a dry run", ["GetItem"], "?dryRun=true"),
    {
      documented: "POST /profiles/import",
      when: "with a photo",
      operations: ["TransactWriteItems 4", "UpdateItem"],
      prepare: async ({ api }) => {
        const body = await cardWithPhoto();
        return () => api.call("POST", IMPORT, { headers: CARD, body });
      },
    },
  ],
  "import-into-profile": [
    into("of two jobs", ["Query", "TransactWriteItems 4"]),
    into("as a dry run", ["Query"], { query: "?dryRun=true" }),
    into("of what is there", ["Query"], { isAgain: true }),
    {
      documented: "POST /profiles/{id}/import",
      when: "with a photo",
      operations: ["Query", "TransactWriteItems 2", "UpdateItem"],
      prepare: async ({ api, path }) => {
        const body = await cardWithPhoto();
        return () => api.call("POST", `${path}/import`, { headers: CARD, body });
      },
    },
  ],
};
