import {
  DOCUMENT_ALIASES,
  DOCUMENT_TYPES,
  type DocumentType,
} from "../../model/exchange/document-types.ts";
import type { DocumentBody } from "../define-route.ts";

/** What an import takes. */
export const IMPORTED_DOCUMENT: DocumentBody<DocumentType> = {
  description:
    "The document as it is: a JSON Resume or an export of this API, one vCard (2.1, 3.0 or 4.0), or the ZIP archive that LinkedIn gives its members. Of an archive that is larger than a request (about 4.4 MB) send a ZIP of `Profile.csv`, `Positions.csv`, `Education.csv`, `Skills.csv` and its other small files.",
  contentTypes: DOCUMENT_TYPES,
  aliases: DOCUMENT_ALIASES,
};
