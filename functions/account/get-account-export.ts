import { readExport } from "../../shared/domain/account/read-export.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { getAccountExportRoute } from "../../shared/routes/account/get-account-export.ts";

export const handler = createHandler(getAccountExportRoute, async ({ account, params }) => ({
  status: 200,
  body: await readExport(account, params.export_id),
}));
