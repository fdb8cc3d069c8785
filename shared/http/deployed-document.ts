import { settings } from "../settings.ts";
import { operatorContact } from "./openapi/operator-contact.ts";

/** What of a document is its deployment's. */
interface AnyDocument {
  readonly info: object;
}

/**
 * The document as it is of this deployment: where that is, and how its operator is reached.
 * @param url of the API, as a server of the document
 */
export function deployedDocument(document: AnyDocument, url: string): object {
  const info = { ...document.info, contact: operatorContact(settings.contact) };
  return { ...document, info, servers: [{ url }] };
}
