import type { SchemaWords } from "./schema-words.ts";

const API_KEY = {
  id: "The key's id: 16 lowercase letters and digits. It is part of the key and no secret.",
  name: "What the owner calls it, 1 to 120 characters.",
  last4: "The key's last four characters.",
  status: "`active` or, after `expiresAt`, `expired`.",
  createdAt: "When it was issued: ISO 8601, UTC, with milliseconds.",
  expiresAt: "When it stops being good: ISO 8601, UTC; null for never.",
  lastUsedAt: "About when it was last used: ISO 8601, UTC; null for not yet.",
};

/** Of API keys, figures, health and errors. */
export const ACCOUNT_WORDS: Readonly<Record<string, SchemaWords>> = {
  CreateApiKeyBody: {
    about: "What to call the key, and when it expires, if it does.",
    properties: {
      name: "To tell it by, 1 to 120 characters.",
      expiresAt:
        "When it stops being good: ISO 8601 with an offset or `Z`, in the future; null for never.",
    },
  },
  RotateApiKeyBody: {
    about: "How the former secret ends.",
    properties: {
      overlapSeconds:
        "How long it stays good, in seconds: 0 to 604,800 (seven days); a day when left out.",
    },
  },
  ApiKey: { about: "An API key without its secret.", properties: API_KEY },
  NewApiKey: {
    about: "An API key with its secret, which is shown this once.",
    properties: { ...API_KEY, key: "The whole key. It is not stored; keep it safe." },
  },
  Erasure: {
    about: "An erasure of an account, of which nothing can be read any more.",
    properties: {
      id: "By which the operator finds its receipt, a UUID.",
      status: "`pending` until the last of it is removed.",
    },
  },
  NewAccountExport: {
    about: "An export that was asked for.",
    properties: {
      id: "Names the export when asking for its outcome; a UUID.",
      status: "`pending`: it is being made.",
    },
  },
  AccountExport: {
    about: "What became of an export.",
    properties: {
      id: "The export, a UUID.",
      status:
        "`pending` while it is being made, then `ready`; `failed` after a day without success.",
      url: "Where the archive is, for anyone who knows the address; null unless it is ready.",
      expiresAt: "Until when the address is good: ISO 8601, UTC; null unless it is ready.",
    },
  },
  AnalyticsSummary: {
    about: "How often a profile was looked at.",
    properties: {
      profileId: "The profile, a UUID.",
      periodDays: "Length of the period in UTC days, today's included.",
      totalViews: "Views of the public page and the vCard during the period.",
      uniqueViewers:
        "Sum of each day's viewers, for nobody is known again on the next day. Exact up to 256 a day; beyond, a day is 8 % off as a rule. One address is at most 8 viewers of a profile and day.",
      qrScans: "Views of the page with `source=qr_scan`, and scans that were recorded.",
      savedCount: "How often it was saved as a contact during the period.",
      viewsThisWeek: "Views during the last 7 UTC days, whatever the period.",
      qrScansThisWeek: "Scans during the last 7 UTC days, whatever the period.",
      bySource: "The views by where they came from.",
    },
  },
  ViewsBySource: {
    about: "Views of the period by where they came from.",
    properties: {
      web: "Views of the page by a link, or without a `source`.",
      qr_scan: "Views of the page by its QR code.",
      mcp: "Views of the page by a program that shows it to somebody.",
      vcard: "Downloads of the vCard.",
    },
  },
  Health: {
    about: "That the API answers.",
    properties: { status: "Always `ok`." },
  },
  OpenapiDocument: {
    about: "This document.",
    properties: { openapi: "Version of the OpenAPI specification, `3.1.0`." },
  },
  Error: {
    about: "Every error, of a function and of the gateway alike.",
    properties: {
      detail: "What is wrong: a sentence, or with 422 a list of what is wrong where.",
      code: "Stable; fit for a program.",
      request_id: "Names the request; give it when asking for help.",
    },
  },
  ProblemDetails: {
    about: "The same facts as RFC 9457 has them; with `Accept: application/problem+json`.",
    properties: {
      type: "Always `about:blank`: `code` tells problems apart.",
      title: "The status in words.",
      status: "The HTTP status.",
      detail: "What is wrong, in a sentence.",
      code: "Stable; fit for a program.",
      request_id: "Names the request; give it when asking for help.",
      errors: "With 422: what is wrong where.",
    },
  },
  FieldIssue: {
    about: "What is wrong at one place of the request.",
    properties: {
      loc: 'Where: the part of the request, then names and places in lists, such as `["body", "skills", 2]`.',
      msg: "What is wrong, for people.",
      type: "Stable; fit for a program.",
    },
  },
};
