import { readFileSync } from "node:fs";
import { type OpenapiDocument, operationsOf } from "../../generate/openapi-document.ts";

const DOCUMENT = new URL("../../../../docs/openapi.json", import.meta.url);

/** The API's document. */
export const document: OpenapiDocument = JSON.parse(readFileSync(DOCUMENT, "utf8"));

export const operations = operationsOf(document);
