import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import {
  ApiError,
  type Client,
  type ClientOptions,
  createClient,
  PhotoError,
  type PhotoProgress,
} from "../../packages/client/source/client.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/** The typed client against the whole API. What it does by itself is tested in packages/client. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

/** A client for one account. */
async function clientOf(account: string, more: Partial<ClientOptions> = {}): Promise<Client> {
  return createClient({
    url: platform.url,
    credential: await platform.token({ account }),
    ...more,
  });
}

const JANE = { name: "Jane Doe", title: "Realtor" };

describe("a photo", () => {
  test("of 4 MB and more is there when the profile is", async () => {
    const api = await clientOf("client-large");
    const picture = await jpeg(1_200, 800);
    const photo = new Blob([Buffer.concat([picture, Buffer.alloc(5_242_880 - picture.length)])]);
    const progress: PhotoProgress[] = [];
    const profile = await api.profiles.createProfile(
      { ...JANE, skills: ["negotiation"], photo },
      { onProgress: (step) => progress.push(step) },
    );
    expect(profile).toMatchObject({ ...JANE, skills: ["negotiation"], version: 2 });
    expect(profile.photo).toMatchObject({ width: 1_024 });
    expect(progress.at(-1)).toEqual({ sent: photo.size, total: photo.size });
  });

  test("in the form comes with fields of every kind", async () => {
    const api = await clientOf("client-form");
    const fields = { ...JANE, company: "Harbour", skills: ["a b", "c"], showEmail: true };
    const contactEmail = "jane@example.com";
    const photo = await jpeg();
    const profile = await api.profiles.createProfile({ ...fields, contactEmail, photo });
    expect(profile).toMatchObject({ ...fields, contactEmail, version: 1 });
    expect(profile.photoUrl).toMatch(/^http/);
    const changed = await api.profiles.updateProfile(profile, { company: null, photo });
    expect(changed).toMatchObject({ company: "", version: 3 });
    expect(changed.photoUrl).not.toBe(profile.photoUrl);
    await api.photos.deletePhoto(changed);
    expect(await api.profiles.getPrimaryProfile()).toMatchObject({ photo: null });
  });

  test("that is none is told, with the profile that was saved", async () => {
    const api = await clientOf("client-none");
    const photo = new Blob([Buffer.alloc(4_500_000)]);
    const error = await api.profiles.createProfile({ ...JANE, photo }).catch((error) => error);
    expect(error).toBeInstanceOf(PhotoError);
    expect(error.message).toContain("Must be a JPEG or PNG image.");
    expect(await api.profiles.listProfiles()).toEqual([error.profile]);
  });
});

describe("errors", () => {
  test("have their issues", async () => {
    const api = await clientOf("client-issues");
    const body = { ...JANE, name: "J".repeat(121) };
    const error: ApiError = await api.profiles.createProfile(body).catch((error) => error);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, retryAfter: undefined });
    expect(error.issues).toEqual([
      { loc: ["body", "name"], msg: "Must be at most 120 characters.", type: "too_long" },
    ]);
    expect(error.requestId).toBeTruthy();
  });

  test("a profile that has changed since it was read is not overwritten", async () => {
    const api = await clientOf("client-outdated");
    const profile = await api.profiles.createProfile(JANE);
    const { id } = profile;
    const published = await api.profiles.publishProfile(profile);
    const outdated = api.profiles.updateProfile(profile, { title: "Broker" });
    await expect(outdated).rejects.toMatchObject({ status: 412, code: "version_mismatch" });
    await api.sections.addEducation(published, { institution: "MIT" });
    await api.profiles.updateProfile(id, { title: "Broker" });
    const [school] = await api.sections.listEducation(id);
    expect(school).toMatchObject({ institution: "MIT" });
    await api.profiles.updateProfile(id, { slug: "client-renamed" });
    const { slug } = await api.profiles.getPublicProfile(profile.slug);
    expect(slug).toBe("client-renamed");
    await api.profiles.deleteProfile(id);
    const gone = api.profiles.getPublicProfile(id);
    await expect(gone).rejects.toMatchObject({ status: 410, message: "Profile removed" });
  });

  test("leaves as a file, typed by the format that was asked for", async () => {
    const api = await clientOf("client-export");
    const profile = await api.profiles.createProfile({ ...JANE, company: "Acme" });
    const lost: (string | null)[] = [];
    const onResponse = ({ headers }: Response) => lost.push(headers.get("X-Profile-Not-Exported"));
    const own = await api.exchange.exportProfile(profile, { onResponse });
    expect(own.profile.name).toBe(profile.name);
    const resume = await api.exchange.exportProfile(profile, { format: "json-resume", onResponse });
    expect(resume.basics.label).toBe(profile.title);
    const card: string = await api.exchange.exportProfile(profile, { format: "vcard" });
    expect(card).toMatch(/^BEGIN:VCARD/);
    expect(lost).toEqual([null, expect.stringContaining("company")]);
    await api.profiles.publishProfile(profile);
    const page = await api.profiles.getPublicProfile(profile.slug, { format: "json-ld" });
    expect(page.mainEntity).toMatchObject({ name: profile.name });
  });
});

describe("a list", () => {
  test("is read over its pages, newest first", async () => {
    const owner = await clientOf("client-owner");
    const saver = await clientOf("client-saver");
    const ids: string[] = [];
    for (const name of ["A", "B", "C"]) {
      const { id } = await owner.profiles.createProfile({ ...JANE, name });
      await owner.profiles.publishProfile(id);
      await saver.contacts.saveContact({ profileId: id, source: "web" });
      ids.unshift(id);
    }
    const seen: string[] = [];
    for await (const contact of saver.contacts.listContacts({ limit: 2 })) {
      seen.push(contact.profileId);
    }
    expect(seen).toEqual(ids);
    const page = await saver.contacts.listContacts({ limit: 2 });
    expect([page.total, page.contacts.length, page.hasMore]).toEqual([3, 2, true]);
    expect(await saver.contacts.getVcard(ids[0] ?? "")).toMatch(/^BEGIN:VCARD\r\n/);
    const names: string[] = [];
    for await (const { name } of owner.profiles.listProfiles()) names.push(name);
    expect(names).toEqual(["A", "B", "C"]);
  });
});

describe("a credential", () => {
  test("may be an API key, until it is revoked", async () => {
    const session = await clientOf("client-key");
    const { id, key } = await session.apiKeys.createApiKey({ name: "partner" });
    const partner = createClient({ url: platform.url, credential: key });
    await partner.profiles.createProfile(JANE);
    expect(await partner.profiles.listProfiles()).toHaveLength(1);
    const refused = partner.apiKeys.listApiKeys();
    await expect(refused).rejects.toBeInstanceOf(ApiError);
    await session.apiKeys.deleteApiKey(id);
    await expect(partner.profiles.listProfiles()).rejects.toMatchObject({ status: 401 });
  });

  test("that ran out is renewed", async () => {
    const account = "client-renewed";
    const refusals: (string | undefined)[] = [];
    const expired = await platform.token({ account, lifetimeSeconds: -120 });
    const api = await clientOf(account, {
      credential: (refused) => {
        refusals.push(refused);
        return refused ? platform.token({ account }) : expired;
      },
    });
    await api.profiles.createProfile(JANE);
    await api.profiles.getPrimaryProfile();
    expect(refusals).toEqual([undefined, expired]);
  });
});

test("a POST whose answer was lost is made once", async () => {
  let lost = 0;
  const answers: Response[] = [];
  const api = await clientOf("client-lost", {
    clock: { sleep: async () => {}, random: Math.random },
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      lost += 1;
      if (lost > 2) return answer;
      throw new TypeError("The connection broke.");
    },
  });
  const onResponse = (response: Response) => answers.push(response);
  const made = await api.profiles.createProfile({ ...JANE, photo: await jpeg() }, { onResponse });
  expect(answers.map(({ headers }) => headers.get("idempotent-replayed"))).toEqual(["true"]);
  expect(await api.profiles.listProfiles()).toEqual([made]);
});

describe("the ten lines of its README", () => {
  const page = readFileSync(join(repositoryRoot, "packages/client/README.md"), "utf8");
  const example = /^```ts\n(.*?)^```$/ms.exec(page)?.[1] ?? "";

  /** Runs them as a program of its own. */
  async function run(account: string, lines: string) {
    const folder = await mkdtemp(join(tmpdir(), "client-example-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "example.ts");
    const source = join(repositoryRoot, "packages/client/source/client.ts");
    const text = lines
      .replace('"@profiles-api/client"', JSON.stringify(source))
      .replace("http://127.0.0.1:4010", platform.url);
    await writeFile(file, text);
    const env = { ...process.env, TOKEN: await platform.token({ account }) };
    return promisify(execFile)(process.execPath, [file], { cwd: repositoryRoot, env });
  }

  test("work as they stand", async () => {
    const other = await clientOf("client-readme-other");
    const owner = await clientOf("client-readme");
    await other.profiles.publishProfile(
      await other.profiles.createProfile({ name: "Sam", title: "Surveyor" }),
    );
    await platform.idle();
    expect(await run("client-readme", example)).toEqual({ stdout: "Sam Surveyor\n", stderr: "" });
    const made = await owner.profiles.getPrimaryProfile();
    expect(made).toMatchObject({ name: "Jane Doe", isPublic: true, photo: { width: 640 } });
  });

  test("say what is wrong with a request", async () => {
    const { stderr } = await run("client-readme-422", example.replace('"Realtor"', '""'));
    expect(stderr).toMatch(/^body\.title Must /);
  });
});
