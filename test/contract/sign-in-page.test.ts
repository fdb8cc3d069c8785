import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { serviceTokens } from "../support/sign-in-services.ts";

const page = readFileSync(join(repositoryRoot, "docs/sign-in.md"), "utf8");

/** The settings that the page gives for each service; a service may have several kinds of tokens. */
const documented = page.split(/^## /m).flatMap((section) => {
  const [service = ""] = section.split("\n");
  const pairs = section.matchAll(/-c jwtIssuer=(.+?) -c jwtAudience=(.+?)(?= -c |`)/g);
  return [...pairs].map(([, issuer = "", audience = ""]) => ({ service, issuer, audience }));
});

/** Whether the settings say the same with something in place of each `<placeholder>`. */
function fits(settings: { issuer: string; audience: string }, token: typeof settings): boolean {
  const names: string[] = [];
  const pattern = `${settings.issuer} ${settings.audience}`.split(/(<[^>]+>)/).map((part) => {
    if (!/^<.*>$/.test(part)) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    // One placeholder stands for one thing.
    const known = names.indexOf(part);
    if (known >= 0) return `\\${known + 1}`;
    names.push(part);
    return "([^, ]+)";
  });
  return new RegExp(`^${pattern.join("")}$`).test(`${token.issuer} ${token.audience}`);
}

test.each(serviceTokens)("the page's settings for $service accept the $kind tested", (token) => {
  const own = documented.filter(({ service }) => service === token.service);
  expect(own.filter((settings) => fits(settings, token))).toHaveLength(1);
});

test.each(documented)("a token is tested for $service, $issuer", (settings) => {
  const own = serviceTokens.filter(({ service }) => service === settings.service);
  expect(own.some((token) => fits(settings, token))).toBe(true);
});
