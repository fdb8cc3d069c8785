import * as z from "zod/mini";
import {
  JsonResumeSchema,
  ProfileDocumentSchema,
  ProfileJsonLdSchema,
} from "../../model/exchange/document-schema.ts";
import type { ExportFormat } from "../../model/exchange/export-format.ts";
import type { AnswerForm, AnswerForms } from "../define-route.ts";

const JSON_TYPE = "application/json";

const each: Readonly<Record<ExportFormat, AnswerForm>> = {
  json: { contentType: JSON_TYPE, schema: ProfileDocumentSchema },
  "json-resume": { contentType: JSON_TYPE, schema: JsonResumeSchema },
  vcard: { contentType: "text/vcard", schema: z.string() },
  "json-ld": { contentType: "application/ld+json", schema: ProfileJsonLdSchema },
};

/** The forms that a profile leaves in. */
export const EXPORT_FORMS: AnswerForms = { parameter: "format", each };
