import { afterEach, expect, test, vi } from "vitest";
import { EXPOSED_HEADERS, responseHeaders } from "../../../shared/http/response-headers.ts";

afterEach(() => vi.unstubAllEnvs());

const corsOf = (allowed: string, origin?: string) => {
  vi.stubEnv("CORS_ORIGINS", allowed);
  return responseHeaders("r-1", origin);
};

test("every answer names its request, and is taken as what it says it is", () => {
  expect(corsOf("*")).toMatchObject({
    "X-Request-Id": "r-1",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000",
  });
});

test("any origin may call when all are allowed", () => {
  const headers = corsOf("*", "https://a.example");
  expect(headers["Access-Control-Allow-Origin"]).toBe("*");
  expect(headers["Access-Control-Expose-Headers"]).toBe(EXPOSED_HEADERS.join(", "));
  expect(headers).not.toHaveProperty("Vary");
});

test("a listed origin is named, and caches are told", () => {
  const headers = corsOf("https://a.example,https://b.example", "https://b.example");
  expect(headers).toMatchObject({
    "Access-Control-Allow-Origin": "https://b.example",
    Vary: "Origin",
  });
});

test.each([
  undefined,
  "https://c.example",
  "https://a.example.evil",
  "null",
  "",
])("an origin that is not listed gets nothing: %j", (origin) => {
  const headers = corsOf("https://a.example", origin);
  expect(headers).not.toHaveProperty("Access-Control-Allow-Origin");
  expect(headers.Vary).toBe("Origin");
});

test("a missing setting is named", () => {
  expect(() => corsOf("")).toThrow("The environment variable CORS_ORIGINS is not set.");
});
