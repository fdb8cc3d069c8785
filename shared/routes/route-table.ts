import { createAccountExportRoute } from "./account/create-account-export.ts";
import { eraseAccountRoute } from "./account/erase-account.ts";
import { getAccountExportRoute } from "./account/get-account-export.ts";
import { createApiKeyRoute } from "./api-keys/create-api-key.ts";
import { deleteApiKeyRoute } from "./api-keys/delete-api-key.ts";
import { listApiKeysRoute } from "./api-keys/list-api-keys.ts";
import { rotateApiKeyRoute } from "./api-keys/rotate-api-key.ts";
import { deleteContactRoute } from "./contacts/delete-contact.ts";
import { getContactRoute } from "./contacts/get-contact.ts";
import { getContactLimitsRoute } from "./contacts/get-contact-limits.ts";
import { getVcardRoute } from "./contacts/get-vcard.ts";
import { listContactsRoute } from "./contacts/list-contacts.ts";
import { listScansRoute } from "./contacts/list-scans.ts";
import { recordScanRoute } from "./contacts/record-scan.ts";
import { saveContactRoute } from "./contacts/save-contact.ts";
import type { Route } from "./define-route.ts";
import { postDirectorySearchRoute } from "./directory/post-directory-search.ts";
import { searchDirectoryRoute } from "./directory/search-directory.ts";
import { exportProfileRoute } from "./exchange/export-profile.ts";
import { importIntoProfileRoute } from "./exchange/import-into-profile.ts";
import { importProfileRoute } from "./exchange/import-profile.ts";
import { deleteLeadRoute } from "./leads/delete-lead.ts";
import { listLeadsRoute } from "./leads/list-leads.ts";
import { saveLeadRoute } from "./leads/save-lead.ts";
import { getAnalyticsSummaryRoute } from "./mcp/get-analytics-summary.ts";
import { getMcpContactRoute } from "./mcp/get-mcp-contact.ts";
import { getMcpProfileRoute } from "./mcp/get-mcp-profile.ts";
import { listMcpContactsRoute } from "./mcp/list-mcp-contacts.ts";
import { getDocsRoute } from "./pages/get-docs.ts";
import { getDocsFileRoute } from "./pages/get-docs-file.ts";
import { getHomeRoute } from "./pages/get-home.ts";
import { getProfilePageRoute } from "./pages/get-profile-page.ts";
import { getProfileQrRoute } from "./pages/get-profile-qr.ts";
import { createPhotoUploadRoute } from "./photos/create-photo-upload.ts";
import { deletePhotoRoute } from "./photos/delete-photo.ts";
import { getPhotoUploadRoute } from "./photos/get-photo-upload.ts";
import { createProfileRoute } from "./profiles/create-profile.ts";
import { deleteProfileRoute } from "./profiles/delete-profile.ts";
import { getPrimaryProfileRoute } from "./profiles/get-primary-profile.ts";
import { getProfileRoute } from "./profiles/get-profile.ts";
import { getPublicProfileRoute } from "./profiles/get-public-profile.ts";
import { listProfilesRoute } from "./profiles/list-profiles.ts";
import { publishProfileRoute } from "./profiles/publish-profile.ts";
import { unpublishProfileRoute } from "./profiles/unpublish-profile.ts";
import { updateProfileRoute } from "./profiles/update-profile.ts";
import { sectionTable } from "./sections/section-table.ts";
import { getHealthRoute } from "./system/get-health.ts";
import { getOpenapiRoute } from "./system/get-openapi.ts";

/** A route whose parameter types do not matter to the reader of the table. */
// biome-ignore lint/suspicious/noExplicitAny: schemas are contravariant in their output types.
export type AnyRoute = Route<any, any, any>;

/** Every endpoint of the service. Functions, gateway methods and OpenAPI operations follow it. */
export const routeTable: readonly AnyRoute[] = [
  createProfileRoute,
  listProfilesRoute,
  getPrimaryProfileRoute,
  getPublicProfileRoute,
  getProfileRoute,
  updateProfileRoute,
  deleteProfileRoute,
  publishProfileRoute,
  unpublishProfileRoute,
  createPhotoUploadRoute,
  getPhotoUploadRoute,
  deletePhotoRoute,
  importProfileRoute,
  importIntoProfileRoute,
  exportProfileRoute,
  saveContactRoute,
  listContactsRoute,
  getContactLimitsRoute,
  getContactRoute,
  deleteContactRoute,
  recordScanRoute,
  listScansRoute,
  getVcardRoute,
  getAnalyticsSummaryRoute,
  saveLeadRoute,
  listLeadsRoute,
  deleteLeadRoute,
  getMcpProfileRoute,
  listMcpContactsRoute,
  getMcpContactRoute,
  searchDirectoryRoute,
  postDirectorySearchRoute,
  createApiKeyRoute,
  listApiKeysRoute,
  deleteApiKeyRoute,
  rotateApiKeyRoute,
  eraseAccountRoute,
  createAccountExportRoute,
  getAccountExportRoute,
  ...sectionTable.flatMap(({ list, add, update, remove }) => [list, add, update, remove]),
  getProfilePageRoute,
  getProfileQrRoute,
  getHomeRoute,
  getDocsRoute,
  getDocsFileRoute,
  getHealthRoute,
  getOpenapiRoute,
];
