import { countScan } from "../../shared/domain/analytics/count-event.ts";
import { recordScan } from "../../shared/domain/contact/scans.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { recordScanRoute } from "../../shared/routes/contacts/record-scan.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(recordScanRoute, async ({ account, body, newId }) => {
  const scan = await recordScan(account, body, newId);
  await countScan(settings.analytics, scan.profileId);
  return { status: 201, body: scan };
});
