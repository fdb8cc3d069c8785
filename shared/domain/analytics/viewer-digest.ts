import { createHmac } from "node:crypto";
import { DIGEST_LENGTH } from "../../model/analytics/viewer-sketch.ts";
import type { Visitor } from "../../model/analytics/visitor.ts";
import { findViewKey } from "../../persistence/view-key-repository.ts";

/**
 * Viewers of a profile that one address can be a day. Browsers are told apart by their user agents,
 * for a household or an office is several people, but anybody can write another one.
 */
const MOST_OF_ADDRESS = 8;

let kept: { readonly day: string; readonly key: Promise<Buffer> } | undefined;

/**
 * What a visitor of a profile is known by for one UTC day. The day's key is random and goes two days
 * after it began: then nobody can find out any more whether an address was among the viewers. It is
 * read once a day and environment.
 */
export async function viewerDigest(
  day: string,
  profileId: string,
  { address, userAgent }: Visitor,
): Promise<string> {
  const key = await keyOf(day);
  const hmac = (told: unknown) =>
    createHmac("sha256", key)
      .update(JSON.stringify([profileId, address, told]))
      .digest();
  const browser = hmac(userAgent).readUInt8() % MOST_OF_ADDRESS;
  return hmac(browser).toString("base64url").slice(0, DIGEST_LENGTH);
}

function keyOf(day: string): Promise<Buffer> {
  if (kept?.day === day) return kept.key;
  const key = findViewKey(day);
  kept = { day, key };
  // One that could not be read is asked for again.
  key.catch(() => {
    if (kept?.key === key) kept = undefined;
  });
  return key;
}
