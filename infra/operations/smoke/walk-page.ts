import { getVcardRoute } from "../../../shared/routes/contacts/get-vcard.ts";
import { examplePath } from "../../../shared/routes/example-of.ts";
import { getProfilePageRoute } from "../../../shared/routes/pages/get-profile-page.ts";
import { getProfileQrRoute } from "../../../shared/routes/pages/get-profile-qr.ts";
import { getPublicProfileRoute } from "../../../shared/routes/profiles/get-public-profile.ts";
import { publishProfileRoute } from "../../../shared/routes/profiles/publish-profile.ts";
import { updateProfileRoute } from "../../../shared/routes/profiles/update-profile.ts";
import { expectEqual, expectError, expectStatus, expectThat, headerOf } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import { expectHeadLikeGet } from "./head-like-get.ts";
import type { WalkContext } from "./walk-context.ts";
import type { WalkedProfile } from "./walked-profile.ts";

const SPANS = { document: DOCUMENT.table, spansPartitions: true } as const;
const GATEWAY = { document: DOCUMENT.gateway, onlyAws: true } as const;

/** A published profile, as anybody sees it. */
export async function walkPage(context: WalkContext, profile: WalkedProfile): Promise<void> {
  const { facts, owner, nobody } = context;
  const params = { profile_id: profile.id };
  await facts.must("publish it (several partitions)", SPANS, async () => {
    const published = expectStatus(await owner.call(publishProfileRoute, { params }), 200).json;
    expectEqual("isPublic", published.isPublic, true);
    return published;
  });
  await facts.check("its page is there by id and by slug, with an ETag", {}, async () => {
    const byId = expectStatus(await page(context, profile.id), 200);
    const bySlug = expectStatus(await page(context, profile.slug), 200);
    expectEqual("page", bySlug.text, byId.text);
    for (const name of ["owner", "version", "isPrimary", "mcpDiscoverable"]) {
      expectThat(!(name in byId.json), `no ${name} in it`, byId.json);
    }
    const headers = { "if-none-match": headerOf(byId, "etag") ?? "" };
    const call = { params: { identifier: profile.id }, headers };
    expectStatus(await nobody.call(getPublicProfileRoute, call), 304);
  });
  await facts.check("its vCard is there", {}, async () => {
    const card = await nobody.call(getVcardRoute, { params: { contact_id: profile.id } });
    expectThat(/^BEGIN:VCARD\r\n/.test(expectStatus(card, 200).text), "a vCard", card.text);
    expectThat(/^text\/vcard\b/.test(headerOf(card, "content-type") ?? ""), "text/vcard", "");
  });
  await walkForPeople(context, profile);
  await facts.check("HEAD of page and vCard are as GET, without a body", GATEWAY, async () => {
    await expectHeadLikeGet(nobody, getPublicProfileRoute, { params: { identifier: profile.id } });
    await expectHeadLikeGet(nobody, getVcardRoute, { params: { contact_id: profile.id } });
  });
  await walkEscapes(context, profile);
  await walkSlug(context, profile);
  await walkHiding(context, profile);
}

async function walkHiding(context: WalkContext, { id }: WalkedProfile): Promise<void> {
  const { facts, owner } = context;
  await facts.check(
    "unpublished by PATCH, its page is 404 (several partitions)",
    SPANS,
    async () => {
      const call = { params: { profile_id: id }, json: { isPublic: false } };
      expectStatus(await owner.call(updateProfileRoute, call), 200);
      expectError(await page(context, id), 404, "profile_not_found");
    },
  );
}

function page({ nobody }: WalkContext, identifier: string) {
  return nobody.call(getPublicProfileRoute, { params: { identifier } });
}

async function walkForPeople(
  { facts, nobody }: WalkContext,
  profile: WalkedProfile,
): Promise<void> {
  await facts.check("its page for people is HTML, and nothing runs on it", {}, async () => {
    const shown = await nobody.call(getProfilePageRoute, { params: { identifier: profile.slug } });
    expectThat(/^<!doctype html>/.test(expectStatus(shown, 200).text), "a page", shown.text);
    const policy = headerOf(shown, "content-security-policy") ?? "";
    expectThat(/^default-src 'none'; /.test(policy), "a policy that forbids scripts", policy);
    const unknown = { params: { identifier: "nobody-has-this-name" } };
    const missing = expectStatus(await nobody.call(getProfilePageRoute, unknown), 404);
    expectThat(/^text\/html\b/.test(headerOf(missing, "content-type") ?? ""), "text/html", "");
  });
  await facts.check("its QR code is a picture, as SVG and as PNG", GATEWAY, async () => {
    const params = { identifier: profile.id };
    const svg = expectStatus(await nobody.call(getProfileQrRoute, { params }), 200);
    expectThat(svg.text.startsWith("<svg "), "an SVG", svg.text);
    const png = await nobody.raw(
      "GET",
      `${examplePath(getProfileQrRoute, { p: profile.id })}?format=png`,
    );
    expectEqual("content-type", headerOf(expectStatus(png, 200), "content-type"), "image/png");
    expectThat(
      png.text.includes("PNG") && png.text.includes("IHDR"),
      "bytes of a PNG",
      png.text.slice(0, 20),
    );
  });
}

async function walkEscapes(context: WalkContext, { id, slug }: WalkedProfile): Promise<void> {
  const { facts, nobody } = context;
  const escaped = (text: string) => text.replaceAll("-", "%2D");
  await facts.check("%2D in an id or a slug is its hyphen", GATEWAY, async () => {
    expectStatus(await page(context, escaped(slug)), 200);
    expectStatus(await page(context, escaped(id)), 200);
    const params = { contact_id: escaped(id) };
    expectStatus(await nobody.call(getVcardRoute, { params }), 200);
  });
  await facts.check("%252D is not a hyphen: escapes are read once", GATEWAY, async () => {
    expectError(await page(context, slug.replaceAll("-", "%252D")), 404);
  });
}

async function walkSlug(context: WalkContext, { id, slug }: WalkedProfile): Promise<void> {
  const { facts, owner } = context;
  await facts.must("change its slug (several partitions)", SPANS, async () => {
    const json = { slug: `${slug}-2` };
    const changed = await owner.call(updateProfileRoute, { params: { profile_id: id }, json });
    expectEqual("slug", expectStatus(changed, 200).json.slug, json.slug);
    return json;
  });
  await facts.check("its former slug leads to the new one", {}, async () => {
    const location = headerOf(expectStatus(await page(context, slug), 301), "location") ?? "";
    expectThat(location.endsWith(`/${slug}-2`), `Location of ${slug}-2`, location);
    expectStatus(await page(context, `${slug}-2`), 200);
  });
}
