import { createApiKeyExample } from "./api-keys/create-api-key.ts";
import { rotateApiKeyExample } from "./api-keys/rotate-api-key.ts";
import { listContactsExample } from "./contacts/list-contacts.ts";
import { saveContactExample } from "./contacts/save-contact.ts";
import type { RouteExample } from "./define-route.ts";
import { getProfileQrExample } from "./pages/get-profile-qr.ts";
import { createPhotoUploadExample } from "./photos/create-photo-upload.ts";
import { createProfileExample } from "./profiles/create-profile.ts";
import { updateProfileExample } from "./profiles/update-profile.ts";
import { sectionExamples } from "./sections/section-examples.ts";

/** The example of every route that takes more than a path, by route id. */
export const exampleTable: Readonly<Record<string, RouteExample>> = {
  "create-profile": createProfileExample,
  "update-profile": updateProfileExample,
  "get-profile-qr": getProfileQrExample,
  "create-photo-upload": createPhotoUploadExample,
  "save-contact": saveContactExample,
  "list-contacts": listContactsExample,
  "create-api-key": createApiKeyExample,
  "rotate-api-key": rotateApiKeyExample,
  ...sectionExamples,
};
