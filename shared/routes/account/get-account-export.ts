import { EXPORT_PREFIX } from "../../model/account/account-export.ts";
import {
  AccountExportParams,
  AccountExportSchema,
} from "../../model/account/account-export-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { defineRoute } from "../define-route.ts";
import { createAccountExportRoute } from "./create-account-export.ts";

export const getAccountExportRoute = defineRoute({
  id: "get-account-export",
  resource: "account",
  method: "GET",
  path: `${createAccountExportRoute.path}/{export_id}`,
  auth: "session",
  access: {
    table: [{ actions: ["GetItem"], partitions: [PARTITION.user] }],
    // What the address allows, its signer must be allowed.
    photos: [{ actions: ["GetObject"], prefix: EXPORT_PREFIX }],
  },
  summary: "Ask what became of an export",
  description:
    "`pending` while it is being made. `ready`: the archive is at `url`, which anyone who knows it can read for an hour; ask again for a new one, for 24 hours. `failed`: ask for another export. An API key will not do.",
  params: AccountExportParams,
  responses: [{ status: 200, description: "The outcome so far.", schema: AccountExportSchema }],
  errors: [404, 422],
});
