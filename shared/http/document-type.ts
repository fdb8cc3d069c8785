import type { ExportFormat } from "../model/exchange/export-format.ts";
import type { DocumentForm } from "../model/exchange/write-document.ts";
import { vcardContentType } from "./vcard-content-type.ts";

/** What a document is sent as. */
export function documentType({ format, version }: DocumentForm): string {
  if (format === "vcard") return vcardContentType(version);
  return format === "json-ld" ? "application/ld+json" : "application/json";
}

/** How the name of its file ends. */
export const FILE_ENDINGS: Readonly<Record<ExportFormat, string>> = {
  json: ".profile.json",
  "json-resume": ".resume.json",
  vcard: ".vcf",
  "json-ld": ".jsonld",
};
