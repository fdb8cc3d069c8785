/** What an import reads: JSON Resume and our own JSON, vCards, LinkedIn's archive. */
export const DOCUMENT_TYPES = ["application/json", "text/vcard", "application/zip"] as const;

/** One of them. */
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** Other names of them, as programs and systems have them. */
export const DOCUMENT_ALIASES: Readonly<Record<string, DocumentType>> = {
  "text/x-vcard": "text/vcard",
  "text/directory": "text/vcard",
  "application/x-zip-compressed": "application/zip",
};
