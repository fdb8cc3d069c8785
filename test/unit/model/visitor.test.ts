import { expect, test } from "vitest";
import { namedSource } from "../../../shared/model/analytics/view-source.ts";
import { isView } from "../../../shared/model/analytics/visitor.ts";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const LAPTOP =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

const seen = (userAgent: string, isHead = false) => ({ address: "192.0.2.1", userAgent, isHead });

test.each([PHONE, LAPTOP])("a person's browser is a view: %s", (userAgent) => {
  expect(isView(seen(userAgent), "web")).toBe(true);
  expect(isView(seen(userAgent, true), "web")).toBe(false);
});

test.each([
  "",
  "node",
  "curl/8.5.0",
  "python-requests/2.32.3",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "WhatsApp/2.24.20.89",
])("a program is none, unless it shows the page to somebody: %s", (userAgent) => {
  expect(isView(seen(userAgent), "web")).toBe(false);
  expect(isView(seen(userAgent), "qr_scan")).toBe(false);
  expect(isView(seen(userAgent), "mcp")).toBe(true);
});

test.each([
  ["web", "web"],
  ["qr_scan", "qr_scan"],
  ["mcp", "mcp"],
  ["vcard", undefined],
  ["newsletter", undefined],
  ["QR_SCAN", undefined],
  ["", undefined],
  ["constructor", undefined],
  [undefined, undefined],
])("the source %s is taken for %s", (text, source) => {
  expect(namedSource(text)).toBe(source);
});
