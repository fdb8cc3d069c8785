import { strict as assert } from "node:assert";
import sharp from "sharp";
import { jpeg } from "../../../test/support/images.ts";
import { formBody } from "../proxy-event.ts";
import type { ContractCase } from "./contract-case.ts";
import { expectIssues, expectProblem, expectProfile } from "./expect.ts";

/** A form that holds every field, and a photo. */
export function fullForm(unique: string, photo: Uint8Array): FormData {
  const form = new FormData();
  form.append("name", `Zoë ${unique}`);
  form.append("title", "Realtor");
  form.append("company", "Acme");
  form.append("bio", "Homes by the sea.\nAnd in the hills.");
  form.append("location", "Lisbon");
  form.append("vertical", "real-estate");
  form.append("skills", "negotiation");
  form.append("skills", "staging");
  form.append("contactEmail", "zoe@mail.example");
  form.append("contactPhone", "+14155550123");
  form.append("showEmail", "true");
  form.append("mcpDiscoverable", "false");
  form.append("photo", new Blob([Uint8Array.from(photo)], { type: "image/jpeg" }), "me.jpg");
  return form;
}

/** A form with a name and a title alone, and what is given. */
export function shortForm(name: string, more: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries({ name, title: "Agent", ...more })) {
    form.append(field, value);
  }
  return form;
}

/** A full form, then a short one; the photo is stored anew, upright and without its metadata. */
export async function createdAsSent({ owner, services, unique }: ContractCase): Promise<void> {
  const created = await owner.create(fullForm(unique, await jpeg(60, 40, 6)));
  expectProfile(created, 201, {
    ...{ name: `Zoë ${unique}`, title: "Realtor", company: "Acme", location: "Lisbon" },
    ...{ slug: `zoe-${unique}`, headline: "Realtor at Acme", vertical: "real-estate" },
    bio: "Homes by the sea.\nAnd in the hills.",
    skills: ["negotiation", "staging"],
    ...{ contactEmail: "zoe@mail.example", contactPhone: "+14155550123" },
    ...{ showEmail: true, showPhone: false, isPublic: false, isPrimary: true, version: 1 },
    mcpDiscoverable: false,
    ...{ workExperiences: [], education: [], socialLinks: [] },
  });
  const { id, photoUrl } = created.json;
  assert.ok(created.headers.location?.endsWith(`/api/v1/profiles/${id}`));
  const photo = await services.photo(photoUrl.slice(photoUrl.indexOf("photos/")));
  assert.ok(photo, "the photo is stored");
  const { format, width, height, exif } = await sharp(photo).metadata();
  const facts = { format, width, height, exif };
  assert.deepEqual(facts, { format: "jpeg", width: 40, height: 60, exif: undefined });
  const second = await owner.create(shortForm(`Ann ${unique}`));
  expectProfile(second, 201, {
    ...{ company: "", bio: "", location: "", vertical: "", photoUrl: "", headline: "Agent" },
    ...{ skills: [], contactEmail: null, contactPhone: null, isPrimary: false },
    mcpDiscoverable: true,
  });
}

/** What breaks a rule is refused with its place and kind, and creates nothing. */
export async function wrongFormsAreRefused({ owner, unique }: ContractCase): Promise<void> {
  const faulty = shortForm("", {
    ...{ id: "mine", nickname: "A", showEmail: "yes", contactEmail: "nobody" },
    ...{ company: "x".repeat(121), vertical: "Real Estate" },
  });
  for (const skill of ["Law", "law"]) faulty.append("skills", skill);
  faulty.append("title", "Again");
  expectIssues(await owner.create(faulty), ["body.title repeated"]);
  faulty.set("title", "Agent");
  expectIssues(await owner.create(faulty), [
    ...["body.name too_short", "body.id read_only", "body.nickname unknown_field"],
    ...["body.showEmail not_allowed", "body.contactEmail invalid_email"],
    ...["body.company too_long", "body.vertical invalid_format", "body.skills.1 duplicate"],
  ]);
  const name = `Bo ${unique}`;
  expectIssues(await owner.create(shortForm(name, { photo: "me.jpg" })), ["body.photo not_a_file"]);
  const text = shortForm(name);
  text.append("photo", new Blob(["no image"]), "me.jpg");
  expectIssues(await owner.create(text), ["body.photo unsupported_image_type"]);
  const whole = await formBody(fullForm(unique, await jpeg()));
  const cut = { ...whole, body: whole.body.slice(0, -200) };
  expectProblem(await owner.send("create-profile", cut), 400, "malformed_form");
  const plain = { body: "name=Bo", headers: { "Content-Type": "text/plain" } };
  const refused = await owner.send("create-profile", plain);
  expectProblem(refused, 415, "unsupported_media_type");
  assert.deepEqual((await owner.list()).json, []);
}
