import { NewAccountExportSchema } from "../../model/account/account-export-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute } from "../define-route.ts";

export const createAccountExportRoute = defineRoute({
  id: "create-account-export",
  resource: "account",
  method: "POST",
  path: `${API_PREFIX}/account/export`,
  auth: "session",
  access: {
    table: [
      { actions: ["GetItem", "ConditionCheckItem", "PutItem"], partitions: [PARTITION.user] },
      { actions: ["PutItem"], partitions: [PARTITION.accountExport] },
      // The one of a day is counted in the same transaction.
      { actions: ["UpdateItem"], partitions: [PARTITION.usage] },
    ],
  },
  summary: "Ask for everything of the account",
  description:
    "Has an archive made of all that is stored of the account, a ZIP of JSON files and photos, which takes some seconds to a minute: ask for it at `Location`. Once a UTC day. An API key will not do.",
  responses: [
    {
      status: 202,
      description: "It is being made.",
      schema: NewAccountExportSchema,
      headers: { Location: "Where the outcome can be asked for." },
    },
  ],
  errors: [409],
});
