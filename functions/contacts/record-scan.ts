import { recordScan } from "../../shared/domain/contact/scans.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { recordScanRoute } from "../../shared/routes/contacts/record-scan.ts";

export const handler = createHandler(recordScanRoute, async ({ account, body, newId }) => ({
  status: 201,
  body: await recordScan(account, body, newId),
}));
