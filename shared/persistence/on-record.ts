import { ERASURE_SORT } from "./erasure-keys.ts";
import { type Key, PARTITION } from "./keys.ts";

/** How the keys begin of what is put on record as to be done. */
export const ON_RECORD: readonly Key[] = [
  { pk: PARTITION.removal, sk: "" },
  { pk: PARTITION.ahead, sk: "" },
  // Beside it lies the receipt.
  { pk: PARTITION.erasure, sk: ERASURE_SORT },
];

/** The same of an archive to be made, whose record may also be written again. */
export const EXPORT_ON_RECORD: Key = { pk: PARTITION.accountExport, sk: "" };
