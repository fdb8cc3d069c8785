import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import type * as client from "../../packages/client/source/client.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";
import { connect, hasBrowser, SCREENS, watchedPage } from "./support/browser.ts";
import { type ClientPages, serveClientPages, UPLOAD_EXAMPLE } from "./support/client-pages.ts";

/** What runs in the page, which has the client and two values of ours. */
type Scope = typeof globalThis & {
  readonly client: typeof client;
  /** A small JPEG. */
  readonly picture: Blob;
  api: client.Client;
  controller: AbortController;
};

const JANE = { name: "Jane Doe", title: "Realtor" };

/** Above 4 MB, of which the form could not have more. */
const LARGE = 4_500_000;

describe.skipIf(!hasBrowser)("the client in a page of another origin", () => {
  let platform: TestPlatform;
  let browser: Browser;
  let pages: ClientPages;
  let page: Page;
  beforeAll(async () => {
    [platform, browser, pages] = await Promise.all([
      sharedPlatform(),
      connect(),
      serveClientPages(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
    await platform?.stop();
  });
  beforeEach(async () => {
    const watched = await watchedPage(browser, SCREENS.desk);
    onTestFinished(() => watched.close());
    page = watched.page;
    await page.goto(pages.origin);
  });

  /** Makes `api` in the page, for one account. */
  async function signIn(account: string): Promise<void> {
    await asCaller(await platform.token({ account }));
    const bytes = (await jpeg(640, 480)).toString("base64");
    await page.evaluate(`(async () => {
      window.picture = await (await fetch("data:image/jpeg;base64,${bytes}")).blob();
    })()`);
  }

  async function asCaller(credential: string): Promise<void> {
    await page.waitForFunction("window.client");
    await page.evaluate(
      ([url, credential]) => {
        const here = globalThis as Scope;
        here.api = here.client.createClient({ url, credential });
      },
      [platform.url, credential] as const,
    );
  }

  test("creates a profile with its photo in one form", async () => {
    await signIn("page-form");
    const { profile, headers, shares } = await page.evaluate(async (fields) => {
      const { api, picture } = globalThis as Scope;
      const headers: Record<string, string> = {};
      const shares: number[] = [];
      const profile = await api.profiles.createProfile(
        { ...fields, skills: ["a b", "c"], photo: picture },
        {
          onResponse: (response) => Object.assign(headers, Object.fromEntries(response.headers)),
          onProgress: ({ sent, total }) => shares.push(sent / total),
        },
      );
      return { profile, headers, shares };
    }, JANE);
    expect(shares).toEqual([0, 1]);
    expect(profile).toMatchObject({ ...JANE, skills: ["a b", "c"], photo: { width: 640 } });
    expect(headers).toMatchObject({
      etag: '"1"',
      location: expect.stringContaining(profile.id),
      "x-request-id": expect.any(String),
      "x-ratelimit-limit": expect.stringMatching(/^\d+$/),
      "x-ratelimit-remaining": expect.stringMatching(/^\d+$/),
      "x-ratelimit-reset": expect.stringMatching(/^\d+$/),
    });
  });

  test("sends a photo above 4 MB straight into the store, tells how far it is, and waits", async () => {
    await signIn("page-large");
    const { profile, steps } = await page.evaluate(
      async ({ fields, size }) => {
        const { api, picture } = globalThis as Scope;
        const steps: number[] = [];
        const photo = new Blob([picture, new Uint8Array(size - picture.size)]);
        const profile = await api.profiles.createProfile(
          { ...fields, photo },
          { onProgress: ({ sent }) => steps.push(sent) },
        );
        return { profile, steps };
      },
      { fields: JANE, size: LARGE },
    );
    expect(profile).toMatchObject({ ...JANE, version: 2, photo: { width: 640, height: 480 } });
    // One before, one after; what lies between comes from the browser.
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect([steps[0], steps.at(-1)]).toEqual([0, LARGE]);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
  });

  test("stops a photo that is on its way", async () => {
    await signIn("page-abort");
    await page.route(
      () => true,
      (route) =>
        route.request().method() === "PUT"
          ? page.evaluate(() => (globalThis as Scope).controller.abort())
          : route.fallback(),
    );
    const failed = page.waitForEvent("requestfailed", (one) => one.method() === "PUT");
    const outcome = await page.evaluate(
      async ({ fields, size }) => {
        const here = globalThis as Scope;
        here.controller = new AbortController();
        const { signal } = here.controller;
        const photo = new Blob([here.picture, new Uint8Array(size)]);
        const call = here.api.profiles.createProfile(
          { ...fields, photo },
          { signal, onProgress: () => {} },
        );
        const error = await call.catch((error) => error);
        const { name, cause, profile } = error;
        return { name, cause: cause.name, title: profile.title };
      },
      { fields: JANE, size: LARGE },
    );
    expect(outcome).toEqual({ name: "PhotoError", cause: "AbortError", title: JANE.title });
    expect((await failed).failure()?.errorText).toContain("ABORTED");
  });

  test("reads lists over their pages, by the header and by cursor", async () => {
    await signIn("page-lists");
    const seen = await page.evaluate(async (fields) => {
      const { api } = globalThis as Scope;
      for (const name of ["A", "B", "C"]) {
        const profile = await api.profiles.createProfile({ ...fields, name });
        await api.profiles.publishProfile(profile);
      }
      const names: string[] = [];
      for await (const { name } of api.profiles.listProfiles({ limit: 1 })) names.push(name);
      return names;
    }, JANE);
    expect(seen).toEqual(["A", "B", "C"]);
    const ids = (await (await platform.as("page-lists")).get("/api/v1/profiles/all")).json.map(
      ({ id }: { readonly id: string }) => id,
    );
    await signIn("page-saver");
    const saved = await page.evaluate(async (ids: string[]) => {
      const { api } = globalThis as Scope;
      for (const profileId of ids) await api.contacts.saveContact({ profileId, source: "web" });
      const found: string[] = [];
      for await (const { profileId } of api.contacts.listContacts({ limit: 2 })) {
        found.push(profileId);
      }
      return found;
    }, ids);
    expect(saved).toEqual(ids.toReversed());
  });

  /** What an error is in the page. */
  type Refused = Pick<
    client.ApiError,
    "status" | "code" | "requestId" | "retryAfter" | "issues"
  > & { readonly isApiError: boolean };

  /** Makes calls that fail. */
  function refusals(): Promise<Record<string, Refused>> {
    return page.evaluate(
      async ({ fields, url }) => {
        const { api, client } = globalThis as Scope;
        const refused = async (call: PromiseLike<unknown>) => {
          const error: client.ApiError = await Promise.resolve(call).then(
            () => undefined,
            (error) => error,
          );
          const { status, code, requestId, retryAfter, issues } = error;
          const isApiError = error instanceof client.ApiError;
          return { isApiError, status, code, requestId, retryAfter, issues };
        };
        const profile = await api.profiles.createProfile(fields);
        const facts = { contentType: "image/jpeg", contentLength: 1_000 } as const;
        await api.profiles.publishProfile(profile);
        const stranger = client.createClient({ url, credential: "a.b.c" });
        return {
          invalid: await refused(api.profiles.createProfile({ ...fields, name: "J".repeat(121) })),
          outdated: await refused(api.profiles.updateProfile(profile, { title: "Broker" })),
          limited: await refused(api.photos.createPhotoUpload(profile.id, facts)),
          // The gateway itself answers this one.
          unsigned: await refused(stranger.profiles.listProfiles()),
        };
      },
      { fields: JANE, url: platform.url },
    );
  }

  test("tells a 401, a 412, a 422 and a 429 with all that they say", async () => {
    await signIn("page-refused");
    const day = new Date().toISOString().slice(0, 10);
    await platform.putItems([
      { pk: "USAGE#page-refused", sk: `${day}#photo_upload`, requests: 500 },
    ]);
    const { invalid, outdated, limited, unsigned } = await refusals();
    const named = { isApiError: true, requestId: expect.any(String) };
    expect(invalid).toMatchObject({
      ...{ ...named, status: 422, code: "validation_error" },
      issues: [{ loc: ["body", "name"], msg: expect.any(String), type: "too_long" }],
    });
    expect(outdated).toMatchObject({ ...named, status: 412, code: "version_mismatch" });
    expect(limited).toMatchObject({ ...named, status: 429, retryAfter: expect.any(Number) });
    expect(unsigned).toMatchObject({ ...named, status: 401 });
  });

  test("a public page by an old slug is followed to the new one", async () => {
    await signIn("page-moved");
    const slug = await page.evaluate(async (fields) => {
      const { api } = globalThis as Scope;
      const { id, slug } = await api.profiles.createProfile(fields);
      await api.profiles.publishProfile(id);
      await api.profiles.updateProfile(id, { slug: "page-moved-on" });
      return (await api.profiles.getPublicProfile(slug)).slug;
    }, JANE);
    expect(slug).toBe("page-moved-on");
  });

  test("the example of the documents shows the photo that was sent", async () => {
    const api = await platform.as("page-example");
    const { json } = await api.post("/api/v1/profiles", JANE);
    await page.goto(pages.origin + UPLOAD_EXAMPLE);
    await page.getByLabel("API").fill(platform.url);
    await page.getByLabel("Token").fill(await platform.token({ account: "page-example" }));
    await page.getByLabel("Profile id").fill(json.id);
    const photo = page.getByLabel("Photo", { exact: true });
    await photo.setInputFiles(join(repositoryRoot, "docs/examples/jane.jpg"));
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByText("Done.").waitFor();
    expect(await page.evaluate("document.querySelector('#progress').value")).toBe(1);
    const image = page.locator("#photo");
    expect(await image.getAttribute("src")).toContain("/256.jpg");
    await page.waitForFunction("document.querySelector('#photo').naturalWidth === 256");
    await photo.setInputFiles({
      ...{ name: "none.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") },
    });
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByText("Must be a JPEG or PNG image.").waitFor();
  });
});
