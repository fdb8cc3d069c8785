import type { Contact } from "../model/contact/contact.ts";
import type { Scan } from "../model/contact/scan.ts";
import type { Lead } from "../model/lead/lead.ts";
import type { PhotoUpload } from "../model/photo/photo-upload.ts";
import { CONTACT_SORT, toContact } from "./contact-item.ts";
import {
  beginningWith,
  LEAD_SORT,
  leadPartition,
  RESERVED_SORT,
  scanPartition,
  UPLOAD_SORT,
  usagePartition,
  userPartition,
} from "./keys.ts";
import { toLead } from "./lead-item.ts";
import { pagesOf, wholePartition } from "./pages-of.ts";
import { toUpload } from "./photo-upload-repository.ts";
import { toScan } from "./scan-repository.ts";
import type { Item } from "./table.ts";

/*
 * All of an account's lists, newest first, each as pages of which one at a time is in memory. 1
 * consistent Query a page.
 */

/** Items of a page: as many as one batch finds the cards of. */
const PAGE = 100;

/** What was counted under a name in a UTC day or hour. */
export interface UsageCount {
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH`. */
  readonly period: string;
  readonly counter: string;
  readonly count: number;
}

/** All saved profiles. */
export function allContacts(saver: string): AsyncIterable<readonly Contact[]> {
  return listed(beginningWith(userPartition(saver), CONTACT_SORT), toContact);
}

/** All leads, those of profiles that are gone included. */
export function allLeads(owner: string): AsyncIterable<readonly Lead[]> {
  return listed(beginningWith(leadPartition(owner), LEAD_SORT), toLead);
}

/** All scans, those of profiles that are gone included. */
export function allScans(owner: string): AsyncIterable<readonly Scan[]> {
  return listed(wholePartition(scanPartition(owner)), toScan);
}

/** All photo uploads, as they are stored. */
export function allUploads(owner: string): AsyncIterable<readonly PhotoUpload[]> {
  return listed(beginningWith(userPartition(owner), UPLOAD_SORT), (item) => toUpload(owner, item));
}

/** A slug that is kept for an account after it was given up. */
export interface KeptSlug {
  readonly slug: string;
  /** ISO 8601. */
  readonly keptUntil: string;
}

/** All slugs that are kept for it. */
export function allKeptSlugs(owner: string): AsyncIterable<readonly KeptSlug[]> {
  return listed(beginningWith(userPartition(owner), RESERVED_SORT), ({ sk, expiresAt }) => ({
    slug: String(sk).slice(RESERVED_SORT.length),
    keptUntil: new Date(Number(expiresAt) * 1_000).toISOString(),
  }));
}

/** All counters that are still there. */
export function allUsage(owner: string): AsyncIterable<readonly UsageCount[]> {
  return listed(wholePartition(usagePartition(owner)), toUsage);
}

function toUsage({ sk, requests }: Item): UsageCount {
  const [period = "", ...counter] = String(sk).split("#");
  return { period, counter: counter.join("#"), count: Number(requests ?? 0) };
}

async function* listed<T>(
  range: ReturnType<typeof wholePartition>,
  from: (item: Item) => T,
): AsyncGenerator<readonly T[]> {
  const pages = pagesOf({ ...range, ScanIndexForward: false, Limit: PAGE });
  for await (const items of pages) yield items.map(from);
}
