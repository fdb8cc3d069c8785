import { LEAD_CONSENT } from "../../model/lead/lead.ts";
import type { SchemaWords } from "./schema-words.ts";

const SOURCE = "Where the profile was met: `qr_scan`, `web` or `mcp`.";
const AWAY = '`""` while the profile is not available.';
const NEXT = "Send it as `cursor` for the next page; null on the last one.";
const PROFILE_ID = "Id of the profile, a UUID.";

const FOUND: SchemaWords["properties"] = {
  profileId: "Id of a published profile, a UUID.",
  source: SOURCE,
};

const CARD = {
  id: "The contact's id, a UUID.",
  profileId: PROFILE_ID,
  name: `Full name now; ${AWAY}`,
  title: `Professional title now; ${AWAY}`,
  company: `Company now; \`""\` when unset, or ${AWAY}`,
  profileAvailable: "Whether the profile is published now.",
};

const PAGE = {
  total: "How many contacts the account has.",
  hasMore: "Whether there are more after this page.",
  nextCursor: NEXT,
};

const SEARCH = {
  query:
    "Words of name, title or company, in any order; the last may be half typed. At most 120 characters and 8 words.",
  role: "A slug such as `real-estate-agent`, or words of title or vertical; at most 120 characters.",
  location: "Words of the location, at most 120 characters.",
  vertical: 'Line of business as a slug, at most 60 characters; `""` for any.',
  cursor: "`nextCursor` of the page before, with everything else as it was there.",
  limit: "Profiles a page, 1 to 20; 10 when left out.",
};

/** Of contacts, scans, leads, the directory and what assistants read. */
export const CONTACT_WORDS: Readonly<Record<string, SchemaWords>> = {
  SaveContactBody: { about: "The profile to save, and where it was found.", properties: FOUND },
  RecordScanBody: { about: "The profile that was scanned, and where.", properties: FOUND },
  Contact: {
    about: "A saved profile as it is now. Every field is always there.",
    properties: {
      ...CARD,
      location: `Where the person works; \`""\` when unset, or ${AWAY}`,
      photoUrl: 'Web address of the photo; `""` without one.',
      photo: "The photo with its sizes; null without one.",
      savedAt: "When it was saved: ISO 8601, UTC, with milliseconds.",
      source: SOURCE,
      notice: '"Profile not available" or "Profile removed"; null while it is published.',
      removedAt: "When the profile was deleted: ISO 8601, UTC; null unless it was.",
    },
  },
  ContactList: {
    about: "A page of contacts, the newest first.",
    properties: { contacts: "The contacts, at most 50.", ...PAGE },
  },
  ContactLimits: {
    about: "How many contacts the account's plan allows.",
    properties: {
      limit: "Most contacts there may be; null for no limit.",
      used: "How many there are.",
      remaining: "How many more there may be; null for no limit.",
    },
  },
  Scan: {
    about: "That a profile was scanned.",
    properties: {
      id: "The scan's id, a UUID.",
      profileId: PROFILE_ID,
      source: SOURCE,
      scannedAt: "When: ISO 8601, UTC, with milliseconds.",
    },
  },
  ScanList: {
    about: "Recent scans of the account's profiles.",
    properties: { scans: "The scans, at most 100, the newest first." },
  },
  SaveLeadBody: {
    about: "A visitor's details for the owner of a profile.",
    properties: {
      profile_id: "Id or slug of a published profile, 1 to 100 characters.",
      name: "The visitor's name, 1 to 120 characters.",
      email: "The visitor's e-mail address, at most 254 characters.",
      tos_consent: `Always true: the visitor was shown this and agreed: "${LEAD_CONSENT.text}"`,
    },
  },
  SavedLead: {
    about: "The same for a first and for a repeated lead.",
    properties: { contactSaved: "Always true." },
  },
  Lead: {
    about: "A visitor who left their details with a profile.",
    properties: {
      id: "The lead's id, a UUID.",
      profileId: "The profile they left them with, a UUID.",
      name: "The visitor's name.",
      email: "The visitor's e-mail address.",
      consentedAt: "When they agreed: ISO 8601, UTC, with milliseconds.",
      consent: "To what they agreed.",
    },
  },
  LeadConsent: {
    about: "The words that a visitor agreed to.",
    properties: {
      version: "Names the text: the date it was written, `YYYY-MM-DD`.",
      text: "As it was shown.",
    },
  },
  LeadList: {
    about: "A page of leads, the newest first.",
    properties: { leads: "The leads, at most 50; a page may be short.", nextCursor: NEXT },
  },
  PostDirectorySearchBody: { about: "What to look for; all of it must fit.", properties: SEARCH },
  DirectoryPage: {
    about: "A page of the profiles that were found.",
    properties: {
      results: "The profiles, at most `limit`; a page may hold fewer.",
      total:
        "How many were found so far, by the index where not all were looked at: those may include profiles that have just closed, which no page shows.",
      totalIsExact: "Whether every match was looked at, and `total` is all.",
      nextCursor: NEXT,
    },
  },
  DirectoryResult: {
    about: "A profile that was found, as it is now.",
    properties: {
      name: "Full name.",
      slug: "Names the public page: `GET /api/v1/profiles/p/{slug}`.",
      title: "Professional title.",
      company: 'Company; `""` when unset.',
      photoUrl: 'Web address of the photo; `""` without one.',
      location: 'Where the person works; `""` when unset.',
      activeIdentities: "What this profile acts as: its vertical, else its title.",
    },
  },
  McpContact: {
    about: "A contact as MCP servers show it.",
    properties: {
      ...CARD,
      userId: "Always null: nobody is told whose a profile is.",
      email: "E-mail address; null unless its owner shows it.",
      phone: "Telephone number in E.164 form; null unless its owner shows it.",
      socialLinks: "The profile's first links.",
    },
  },
  McpContactList: {
    about: "A page of contacts, the newest first.",
    properties: { contacts: "The contacts, at most 50.", ...PAGE },
  },
};

/** Of queries. */
export const SEARCH_WORDS: Readonly<Record<string, string>> = SEARCH;
