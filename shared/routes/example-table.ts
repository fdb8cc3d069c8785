import { eraseAccountExample } from "./account/erase-account.ts";
import { createApiKeyExample } from "./api-keys/create-api-key.ts";
import { rotateApiKeyExample } from "./api-keys/rotate-api-key.ts";
import { getVcardExample } from "./contacts/get-vcard.ts";
import { listContactsExample } from "./contacts/list-contacts.ts";
import { listScansExample } from "./contacts/list-scans.ts";
import { recordScanExample } from "./contacts/record-scan.ts";
import { saveContactExample } from "./contacts/save-contact.ts";
import type { RouteExample } from "./define-route.ts";
import { postDirectorySearchExample } from "./directory/post-directory-search.ts";
import { searchDirectoryExample } from "./directory/search-directory.ts";
import { exportProfileExample } from "./exchange/export-profile.ts";
import { importIntoProfileExample } from "./exchange/import-into-profile.ts";
import { importProfileExample } from "./exchange/import-profile.ts";
import { listLeadsExample } from "./leads/list-leads.ts";
import { saveLeadExample } from "./leads/save-lead.ts";
import { getAnalyticsSummaryExample } from "./mcp/get-analytics-summary.ts";
import { listMcpContactsExample } from "./mcp/list-mcp-contacts.ts";
import { getProfileQrExample } from "./pages/get-profile-qr.ts";
import { createPhotoUploadExample } from "./photos/create-photo-upload.ts";
import { createProfileExample } from "./profiles/create-profile.ts";
import { listProfilesExample } from "./profiles/list-profiles.ts";
import { updateProfileExample } from "./profiles/update-profile.ts";
import { sectionExamples } from "./sections/section-table.ts";

/** The example of every route that takes more than a path, by route id. */
export const exampleTable: Readonly<Record<string, RouteExample>> = {
  "create-profile": createProfileExample,
  "update-profile": updateProfileExample,
  "list-profiles": listProfilesExample,
  "get-profile-qr": getProfileQrExample,
  "create-photo-upload": createPhotoUploadExample,
  "import-profile": importProfileExample,
  "import-into-profile": importIntoProfileExample,
  "export-profile": exportProfileExample,
  "save-contact": saveContactExample,
  "get-vcard": getVcardExample,
  "list-contacts": listContactsExample,
  "get-analytics-summary": getAnalyticsSummaryExample,
  "record-scan": recordScanExample,
  "list-scans": listScansExample,
  "save-lead": saveLeadExample,
  "list-leads": listLeadsExample,
  "list-mcp-contacts": listMcpContactsExample,
  "search-directory": searchDirectoryExample,
  "post-directory-search": postDirectorySearchExample,
  "create-api-key": createApiKeyExample,
  "rotate-api-key": rotateApiKeyExample,
  "erase-account": eraseAccountExample,
  ...sectionExamples,
};
