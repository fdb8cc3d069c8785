import fc from "fast-check";
import { expect, test } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import { PLATFORMS } from "../../../shared/model/profile/sections/social-links.ts";
import { usernameOf } from "../../../shared/model/profile/username.ts";
import { text } from "../../../shared/model/text.ts";
import { webUrl } from "../../../shared/model/web-url.ts";
import { anyText } from "../support/any-text.ts";
import { SEED } from "../support/arbitrary-profile.ts";

test.each([
  ["linkedin", "https://www.linkedin.com/in/jane-doe/", "jane-doe"],
  ["linkedin", "https://linkedin.com/company/acme", "acme"],
  ["linkedin", "https://linkedin.com/feed/", ""],
  ["github", "https://github.com/jane?tab=repositories", "jane"],
  ["github", "https://github.com/", ""],
  ["facebook", "https://facebook.com/profile.php?id=1", ""],
  ["mastodon", "https://mastodon.social/@jane", "jane"],
  ["youtube", "https://youtube.com/@jane", "jane"],
  ["youtube", "https://youtube.com/watch?v=1", ""],
  ["bluesky", "https://bsky.app/profile/jane.dev", "jane.dev"],
  ["x", "https://x.com/j%C3%A4ne", "jäne"],
  ["x", "https://x.com/a%00b", ""],
  ["x", "https://twitter.com/@jane", "jane"],
  ["x", "https://x.com/@home", "home"],
  ["instagram", "https://www.instagram.com/_u/jane/", "jane"],
  ["instagram", "https://www.instagram.com/_u/@jane", "jane"],
  ["x", "https://x.com/%ff", ""],
  ["x", "https://x.com/%20", ""],
  ["x", "https://x.com/%E2%80%AEgpj.exe", ""],
  ["github", "https://github.com/%E2%81%A6jane", ""],
  ["x", `https://x.com/a${"%CC%81".repeat(40)}`, ""],
  ["website", "https://example.com/jane", ""],
  ["linkedin", "https://de.linkedin.com/in/jane", "jane"],
  ["linkedin", "https://linkedin.evil.example/in/jane", ""],
  ["linkedin", "https://notlinkedin.com/in/jane", ""],
  ["github", "https://x.com/jane", ""],
  ["github", "https://github.com/orgs/acme", ""],
  ["github", "https://github.com/orgsmith", "orgsmith"],
  ["instagram", "https://www.instagram.com/p/abc/", ""],
  ["mastodon", "https://social.example/@jane", "jane"],
])("the name in a %s address %s is %j", (platform, url, username) => {
  expect(usernameOf({ platform, url })).toBe(username);
});

const HOSTS: Readonly<Record<string, string>> = {
  ...{ x: "https://x.com/", github: "https://github.com/", youtube: "https://youtube.com/" },
  ...{ linkedin: "https://linkedin.com/in/", bluesky: "https://bsky.app/profile/" },
};

test("any valid address gives a name that would be valid if it were written", () => {
  const path = fc.oneof(anyText(200), fc.webPath());
  fc.assert(
    fc.property(fc.constantFrom(...PLATFORMS), path, (platform, rest) => {
      const at = HOSTS[platform] ?? "https://example.com/";
      const address = URL.parse(`${at}@${rest}`.slice(0, 600))?.href ?? at;
      const url = validate(webUrl(), address, "body");
      const username = usernameOf({ platform, url });
      expect(validate(text({ max: 120 }), username, "body")).toBe(username);
    }),
    { ...SEED, numRuns: 200 },
  );
});
