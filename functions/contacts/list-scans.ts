import { listScans } from "../../shared/domain/contact/scans.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { listScansRoute } from "../../shared/routes/contacts/list-scans.ts";

export const handler = createHandler(listScansRoute, async ({ account, query }) => ({
  status: 200,
  body: { scans: await listScans(account, query) },
}));
