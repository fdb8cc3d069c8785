import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createPhotoUploadRoute } from "../../../shared/routes/photos/create-photo-upload.ts";
import { deletePhotoRoute } from "../../../shared/routes/photos/delete-photo.ts";
import { getPhotoUploadRoute } from "../../../shared/routes/photos/get-photo-upload.ts";
import { getProfileRoute } from "../../../shared/routes/profiles/get-profile.ts";
import { repositoryRoot } from "../../repository-root.ts";
import {
  describe,
  expectEqual,
  expectStatus,
  expectThat,
  headerOf,
  Mismatch,
} from "./expectations.ts";
import { DOCUMENT, type Facts } from "./facts.ts";
import { type Answer, sendTo } from "./http-client.ts";
import { every, seconds, type WalkContext } from "./walk-context.ts";
import type { WalkedProfile } from "./walked-profile.ts";

const PHOTOS = { document: DOCUMENT.photos } as const;
const UPLOADS = { document: DOCUMENT.uploads, onlyAws: true } as const;

/** A photo that the walk sends. */
export function walkedPhoto(): Promise<Buffer> {
  return readFile(join(repositoryRoot, "docs/examples/jane.jpg"));
}

interface Upload {
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A photo goes straight into the store, and becomes the profile's. */
export async function walkUploads(context: WalkContext, profile: WalkedProfile): Promise<void> {
  const { facts, owner } = context;
  const params = { profile_id: profile.id };
  const photo = await walkedPhoto();
  const upload = await facts.must<Upload>("ask for a direct upload", UPLOADS, async () => {
    const json = { contentType: "image/jpeg", contentLength: photo.length };
    const answer = await owner.call(createPhotoUploadRoute, { params, json });
    return expectStatus(answer, 201).json;
  });
  const put = (body: Uint8Array, headers = upload.headers) =>
    sendTo("PUT", upload.url, { headers, body });
  await facts.check("the store refuses a longer file, and another type", UPLOADS, async () => {
    expectStatus(await put(Buffer.concat([photo, photo])), 403);
    expectStatus(await put(photo, { ...upload.headers, "content-type": "image/png" }), 403);
  });
  await facts.must("the store takes the file", UPLOADS, async () =>
    expectStatus(await put(photo), 200),
  );
  await facts.check("the store refuses it a second time", UPLOADS, async () => {
    expectStatus(await put(photo), 412);
  });
  await walkOutcome(context, profile, upload);
  await facts.check("remove the photo (several partitions)", SPANS, async () => {
    expectStatus(await owner.call(deletePhotoRoute, { params }), 204);
    const { json } = expectStatus(await owner.call(getProfileRoute, { params }), 200);
    expectEqual("photoUrl", json.photoUrl, "");
  });
}

const SPANS = { document: DOCUMENT.table, spansPartitions: true } as const;

async function walkOutcome(
  { facts, owner, until, onLaptop }: WalkContext,
  { id }: WalkedProfile,
  upload: Upload,
): Promise<void> {
  const params = { profile_id: id, upload_id: upload.id };
  await facts.check("the upload becomes the profile's photo", PHOTOS, async (note) => {
    const pauses = every(onLaptop ? 100 : 1_000, { upTo: 60_000 });
    const outcome = await until(pauses, async () => {
      const { json } = expectStatus(await owner.call(getPhotoUploadRoute, { params }), 200);
      return json.status === "pending" ? undefined : json;
    });
    expectEqual("status within a minute", outcome?.value.status ?? "pending", "ready");
    note(`after ${seconds(outcome?.took ?? 0)}`);
  });
  const { photoUrl } = (await owner.call(getProfileRoute, { params })).json ?? {};
  await walkAddress(facts, photoUrl, "of the direct upload");
}

/** Anybody can fetch a photo at its address. */
export async function walkAddress(facts: Facts, address: unknown, which: string): Promise<void> {
  const options = { document: DOCUMENT.photos, onlyAws: true } as const;
  await facts.check(`the photo ${which} is at its public address`, options, async (note) => {
    const answer = await fetchPhoto(address);
    expectStatus(answer, 200);
    expectThat(answer.body.readUInt16BE(0) === 0xffd8, "a JPEG", describe(answer));
    expectEqual("Content-Type", headerOf(answer, "content-type"), "image/jpeg");
    expectEqual("X-Content-Type-Options", headerOf(answer, "x-content-type-options"), "nosniff");
    const policy = headerOf(answer, "cross-origin-resource-policy");
    expectEqual("Cross-Origin-Resource-Policy", policy, "cross-origin");
    if (answer.tls) note(`over ${answer.tls}`);
  });
}

/** @throws Mismatch when there is no address */
export async function fetchPhoto(address: unknown): Promise<Answer> {
  const isAddress = typeof address === "string" && URL.canParse(address);
  if (!isAddress) throw new Mismatch("a photo's address", JSON.stringify(address) ?? "nothing");
  return sendTo("GET", address);
}
