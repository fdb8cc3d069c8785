import { SEARCH_WORDS } from "./contact-words.ts";

const IDENTIFIER =
  "Slug or id of a published profile. A slug that was changed leads on for 30 days.";
const SOURCE =
  "Where the link was: `web`, `qr_scan` (the view is a scan) or `mcp` (a program that shows the page to somebody). Anything else counts as `web`.";
const FORMAT =
  "`json` is our own format, complete and made to be imported; `json-resume` is JSON Resume 1.0.0; `vcard` is a card for address books; `json-ld` are the words of schema.org.";
const VCARD_VERSION = "Version of the card, with `format=vcard`.";

/** Of parameters that mean the same wherever they are. */
const PARAMETERS: Readonly<Record<string, string>> = {
  profile_id: "Id of a profile, a UUID.",
  entry_id: "Id of an entry in that section of the profile, a UUID.",
  upload_id: "Id of an upload, a UUID, as it was given when asking for it.",
  contact_id: "Id of a saved contact, a UUID; not that of its profile.",
  lead_id: "Id of a lead, a UUID.",
  export_id: "Id of an export, a UUID, as it was given when asking for it.",
  key_id: "Id of an API key: 16 lowercase letters and digits.",
  identifier: IDENTIFIER,
  source: SOURCE,
  cursor: "Where the page begins: `nextCursor` of the page before.",
  limit: "Most items on the page.",
  offset: "How many items to skip.",
  confirm: "The word `erase`: nobody erases an account by mistake.",
  days: "Length of the period in UTC days, 1 to 365, today's included.",
  profileId: "One of your own profiles, a UUID; the primary one when left out.",
  format: "The kind of picture.",
  mode: "What becomes of what the profile has: `merge` keeps it where the document has nothing of the kind, `replace` does not.",
  dryRun:
    "Whether to tell what would be made, and write nothing. Without a value it is refused: `?dryRun` alone is not `dryRun=true`.",
  size: "Pixels a side, the quiet zone included: 192 to 2,048.",
};

/** Of parameters that mean something else there, by id of the operation. */
const OF_OPERATION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  listProfiles: {
    limit: "Most profiles on the page, 1 to 25; all of them when left out.",
    cursor: "Part of the address of the next page, which the `Link` header tells.",
  },
  listContacts: {
    limit: "Most contacts on the page, 1 to 50.",
    offset: "How many contacts to skip, at most 999; not with `cursor`.",
    cursor: "`nextCursor` of the page before; not with `offset`.",
  },
  listScans: { limit: "Most scans in the list, 1 to 100." },
  listLeads: { limit: "Most leads on the page, 1 to 50." },
  listMcpContacts: {
    limit: "Most contacts on the page, 1 to 50.",
    offset: "How many contacts to skip; it reaches the first 50,000.",
  },
  searchDirectory: SEARCH_WORDS,
  getVcard: {
    contact_id: "Id of a published profile, a UUID.",
    version: "Which version of vCard.",
  },
  exportProfile: { format: FORMAT, version: VCARD_VERSION },
  getPublicProfile: {
    format: `${FORMAT} Left out, the answer is the public page as data.`,
    version: VCARD_VERSION,
  },
};

/** What the document says of a parameter; undefined where nothing is known of it. */
export function parameterWords(operation: string, name: string): string | undefined {
  return OF_OPERATION[operation]?.[name] ?? PARAMETERS[name];
}

/** What the document says of a tag: the resources of the route table. */
export const TAG_WORDS: Readonly<Record<string, string>> = {
  profiles: "Profiles of the account: make, read, change, publish and delete them.",
  sections: "Entries of a profile, one by one: links, jobs, and schools.",
  exchange: "Profiles that leave, and come in, in formats that others know.",
  photos: "A profile's photo: upload it directly, ask what became of it, remove it.",
  contacts: "Profiles that the account saved, the scans of its own, and vCards.",
  leads: "Visitors who left their details with one of the account's profiles.",
  directory: "Search of the published profiles that want to be found.",
  mcp: "What assistants read, in the shapes that published MCP servers expect.",
  pages: "Pages and pictures for people, without a credential.",
  "api-keys": "Keys for programs that act for the account. They take a JWT to manage.",
  account:
    "The account as a whole: everything that is stored of it as an archive, and its erasure.",
  system: "Whether the API answers, and this document.",
};
