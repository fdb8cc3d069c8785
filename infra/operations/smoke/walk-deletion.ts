import { deleteContactRoute } from "../../../shared/routes/contacts/delete-contact.ts";
import { getContactLimitsRoute } from "../../../shared/routes/contacts/get-contact-limits.ts";
import { getVcardRoute } from "../../../shared/routes/contacts/get-vcard.ts";
import { listContactsRoute } from "../../../shared/routes/contacts/list-contacts.ts";
import { saveContactRoute } from "../../../shared/routes/contacts/save-contact.ts";
import { createProfileRoute } from "../../../shared/routes/profiles/create-profile.ts";
import { deleteProfileRoute } from "../../../shared/routes/profiles/delete-profile.ts";
import { getPublicProfileRoute } from "../../../shared/routes/profiles/get-public-profile.ts";
import { publishProfileRoute } from "../../../shared/routes/profiles/publish-profile.ts";
import { updateProfileRoute } from "../../../shared/routes/profiles/update-profile.ts";
import type { Caller } from "./api-caller.ts";
import { expectEqual, expectError, expectStatus, expectThat } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import { every, seconds, type WalkContext } from "./walk-context.ts";
import { type FoundProfile, walkDirectory } from "./walk-directory.ts";
import { fetchPhoto, walkAddress, walkedPhoto } from "./walk-photos.ts";
import { walkVisits } from "./walk-visits.ts";

const SPANS = { document: DOCUMENT.table, spansPartitions: true } as const;

interface PhotoProfile extends FoundProfile {
  readonly photoUrl: string;
  readonly photo: { readonly sizes: Readonly<Record<string, string>> };
}

interface SavedContact {
  readonly id: string;
  readonly profileId: string;
}

/** A published profile with a photo is saved as a contact, then deleted: it is gone everywhere. */
export async function walkDeletion(context: WalkContext): Promise<void> {
  const { facts, owner, marker, nobody, visitor } = context;
  const photo = await walkedPhoto();
  const form = { name: `${marker} leaver`, title: "Leaver", skills: ["leaving", "going"], photo };
  const profile = await facts.must<PhotoProfile>(
    "create a profile by form, with a photo (several partitions)",
    SPANS,
    async () => {
      const answer = expectStatus(await owner.call(createProfileRoute, { form }), 201);
      expectEqual("skills", answer.json.skills, form.skills);
      return answer.json;
    },
  );
  await walkAddress(facts, profile.photoUrl, "of the form");
  const params = { profile_id: profile.id };
  await facts.must("publish it (several partitions)", SPANS, async () =>
    expectStatus(await owner.call(publishProfileRoute, { params }), 200),
  );
  // One that may not be read is left out without a word.
  await facts.check("its photo stands in its vCard", { document: DOCUMENT.photos }, async () => {
    const call = { params: { contact_id: profile.id } };
    const { text } = expectStatus(await nobody.call(getVcardRoute, call), 200);
    expectThat(/^PHOTO;ENCODING=b;TYPE=JPEG:\/9j\//m.test(text), "a photo of its own", text);
  });
  const saver = visitor ?? owner;
  const contact = await walkSaving(context, profile.id, saver);
  await walkVisits(context, { profileId: profile.id, contactId: contact.id }, saver);
  await walkDirectory(context, profile, saver);
  await facts.must("delete it (several partitions)", SPANS, async () =>
    expectStatus(await owner.call(deleteProfileRoute, { params }), 204),
  );
  await facts.check("its page is 410", {}, async () => {
    const identifier = { identifier: profile.id };
    expectError(await nobody.call(getPublicProfileRoute, { params: identifier }), 410);
  });
  await facts.check("its vCard is 410", {}, async () => {
    const call = { params: { contact_id: profile.id } };
    expectError(await nobody.call(getVcardRoute, call), 410);
  });
  await facts.check('its contact says "Profile removed", without personal data', {}, async () => {
    const found = await contactOf(saver, profile.id);
    expectEqual("notice", found?.notice, "Profile removed");
    expectEqual(
      "name, title and photo",
      [found?.name, found?.title, found?.photoUrl],
      ["", "", ""],
    );
  });
  await walkPhotoGone(context, profile);
  await walkUnsaving(context, saver, contact);
}

async function contactOf(saver: Caller, profileId: string) {
  const { json } = expectStatus(await saver.call(listContactsRoute), 200);
  return json.contacts.find((one: SavedContact) => one.profileId === profileId);
}

async function walkSaving(
  { facts, owner, marker }: WalkContext,
  profileId: string,
  saver: Caller,
): Promise<SavedContact> {
  const json = { profileId, source: "web" };
  const contact = await facts.must<SavedContact>("save it as a contact", {}, async () => {
    const { json: saved } = expectStatus(await saver.call(saveContactRoute, { json }), 201);
    expectEqual("name", saved.name, `${marker} leaver`);
    return saved;
  });
  await facts.check("saved again it is the same contact", {}, async () => {
    const again = expectStatus(await saver.call(saveContactRoute, { json }), 200);
    expectEqual("id", again.json.id, contact.id);
  });
  await facts.check("the limit of contacts counts it", {}, async () => {
    const { json: limits } = expectStatus(await saver.call(getContactLimitsRoute), 200);
    expectThat(limits.used >= 1, "at least one used", limits);
  });
  await facts.check(
    "unpublished, its contact says so; published, it is there again",
    {},
    async () => {
      const set = async (isPublic: boolean) => {
        const call = { params: { profile_id: profileId }, json: { isPublic } };
        expectStatus(await owner.call(updateProfileRoute, call), 200);
        return (await contactOf(saver, profileId))?.notice;
      };
      expectEqual("notice", await set(false), "Profile not available");
      expectEqual("notice", await set(true), null);
    },
  );
  return contact;
}

/**
 * Every look at an address that is still good makes CloudFront keep the photo for up to an hour. So
 * each look takes a size that nobody has looked at.
 */
async function walkPhotoGone(context: WalkContext, { photo, photoUrl }: PhotoProfile) {
  const { facts, until, onLaptop } = context;
  const unseen = Object.values(photo.sizes).filter((address) => address !== photoUrl);
  const options = { document: DOCUMENT.photos, onlyAws: true } as const;
  await facts.check("its photo is gone from the store", options, async (note) => {
    const pauses = onLaptop ? every(100, { upTo: 20_000 }) : [5_000, 20_000];
    let [looks, last] = [0, 200];
    const gone = await until(pauses, async () => {
      // On AWS the removal has a moment before the first look, which is at the second pause.
      if (!onLaptop && looks++ === 0) return undefined;
      last = (await fetchPhoto(onLaptop ? photoUrl : unseen.shift())).status;
      return last === 403 || last === 404 ? last : undefined;
    });
    expectThat(gone !== undefined, "403 or 404 at an address nobody opened before", last);
    note(`${gone?.value} after ${seconds(gone?.took ?? 0)}`);
  });
  const cached = "its photo is gone, but for a cache that has it, at the address opened before";
  await facts.check(cached, options, async (note) => {
    const { status } = await fetchPhoto(photoUrl);
    if (onLaptop) expectThat(status === 403 || status === 404, "403 or 404", status);
    note(status === 200 ? "the cache has it, for an hour at most" : `${status}`);
  });
}

async function walkUnsaving({ facts }: WalkContext, saver: Caller, { id }: SavedContact) {
  await facts.check("delete the contact (several items)", {}, async () => {
    const params = { contact_id: id };
    expectStatus(await saver.call(deleteContactRoute, { params }), 204);
    expectError(await saver.call(deleteContactRoute, { params }), 404, "contact_not_found");
  });
}
