import type { DocumentBody } from "../define-route.ts";

const TYPES = ["application/json", "text/vcard", "application/zip"] as const;

/** What an import takes: JSON Resume and our own JSON, vCards, LinkedIn's archive. */
export const IMPORTED_DOCUMENT: DocumentBody<(typeof TYPES)[number]> = {
  description:
    "The document as it is: a JSON Resume or an export of this API, one vCard (2.1, 3.0 or 4.0), or the ZIP archive that LinkedIn gives its members. Of an archive that is larger than a request (about 4.4 MB) send a ZIP of `Profile.csv`, `Positions.csv`, `Education.csv`, `Skills.csv` and its other small files.",
  contentTypes: TYPES,
  // As programs and systems call them.
  aliases: {
    "text/x-vcard": "text/vcard",
    "text/directory": "text/vcard",
    "application/x-zip-compressed": "application/zip",
  },
};
