import type { PARTITION } from "../../persistence/keys.ts";

/** What an archive of an account has of a partition of the table: files, or nothing and why. */
export type ExportPart =
  | { readonly files: readonly string[] }
  | { readonly leftOut: string; readonly isOfAccount?: true };

/**
 * What becomes of each partition. A new one cannot be added without saying so here: a person is owed
 * all of it, or the reason why not.
 */
export const EXPORT_PARTS = {
  user: {
    files: ["account.json", "profiles.json", "contacts.json", "photo-uploads.json", "slugs.json"],
  },
  apiKey: { files: ["api-keys.json"] },
  lead: { files: ["leads.json"] },
  scan: { files: ["scans.json"] },
  views: { files: ["views.json"] },
  usage: { files: ["usage.json"] },
  card: { leftOut: "Made of the profile; of a deleted one it holds nothing personal." },
  slug: {
    leftOut:
      "Names the profile that has it, or the account that it is kept for: both say the same.",
  },
  posting: { leftOut: "Words of published profiles, by which the directory finds them." },
  indexed: { leftOut: "Which words those are." },
  typo: { leftOut: "Words of the whole directory." },
  directory: { leftOut: "Which index of the directory is in use." },
  idempotency: {
    leftOut:
      "Answers that are kept for repeated requests: sealed with a key that the caller alone has, and gone within a day.",
    isOfAccount: true,
  },
  removal: { leftOut: "What is being deleted just now.", isOfAccount: true },
  ahead: { leftOut: "Which imported entries are being stored just now.", isOfAccount: true },
  accountExport: { leftOut: "That this archive is to be made.", isOfAccount: true },
  erasure: { leftOut: "An account that is being erased has no archive." },
  top: {
    leftOut: "That the account made many requests on a day; how many, its usage says.",
    isOfAccount: true,
  },
  audit: {
    leftOut:
      "What whoever runs the service did about an account or a profile: their record, in which no account is named.",
    isOfAccount: true,
  },
  sweep: { leftOut: "How far the search for stray photos is." },
  issuer: { leftOut: "Public keys of those who issue tokens." },
  viewKey: { leftOut: "What viewers of a day are told apart by; of nobody." },
} as const satisfies Readonly<Record<keyof typeof PARTITION, ExportPart>>;

/** What is not in an archive though it is of the account, beside what no partition holds. */
export const NOT_EXPORTED: readonly string[] = [
  ...Object.values<ExportPart>(EXPORT_PARTS).flatMap((part) =>
    "isOfAccount" in part ? part.leftOut : [],
  ),
  "The secrets of API keys, of which only digests are kept.",
  "Photos in smaller sizes, which are made of the ones here.",
  "Logs, which name accounts by digests only, and end by themselves.",
];
