import { describe, expect, test } from "vitest";
import { InvalidCredential, readCredentials } from "../../../shared/auth/credentials.ts";

const read = (headers: Record<string, string[]> | null) => readCredentials(headers);

describe("read from the headers", () => {
  test.each(["Authorization", "authorization", "AUTHORIZATION"])("%s", (name) => {
    expect(read({ [name]: ["Bearer a.b.c"] })).toEqual({ bearer: "a.b.c", apiKey: undefined });
  });

  test.each(["Bearer", "bearer", "BEARER"])("with the scheme as %s", (scheme) => {
    expect(read({ authorization: [`${scheme}   a.b.c`] }).bearer).toBe("a.b.c");
  });

  test.each(["X-API-Key", "x-api-key"])("%s", (name) => {
    expect(read({ [name]: ["pr_live_x"] })).toEqual({ bearer: undefined, apiKey: "pr_live_x" });
  });

  test("both", () => {
    expect(read({ authorization: ["Bearer a"], "x-api-key": ["b"] })).toEqual({
      ...{ bearer: "a", apiKey: "b" },
    });
  });

  test.each([null, {}, { cookie: ["Authorization=Bearer a"] }])("none from %j", (headers) => {
    expect(read(headers)).toEqual({ bearer: undefined, apiKey: undefined });
  });
});

describe("refused", () => {
  test.each([
    ["twice in one line", { authorization: ["Bearer a", "Bearer b"] }],
    ["twice, the same", { authorization: ["Bearer a", "Bearer a"] }],
    ["twice in different case", { Authorization: ["Bearer a"], authorization: ["Bearer b"] }],
    ["two keys", { "x-api-key": ["a"], "X-Api-Key": ["b"] }],
  ])("%s", (_, headers) => {
    expect(() => read(headers as never)).toThrow(InvalidCredential);
  });

  test.each([
    ...["", "Bearer", "Bearer ", "Bearera.b.c", "a.b.c", "Basic amFuZTpwYXNz", "Bearer a b"],
    ...["Bearer a,b", "Bearer ä", "Bearer a\n", " Bearer a", "Bearer a.b.c, Bearer d.e.f"],
  ])("the header %j", (authorization) => {
    expect(() => read({ authorization: [authorization] })).toThrow(InvalidCredential);
  });

  test("without repeating it", () => {
    expect(() => read({ authorization: ["Basic canary"] })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("canary") }),
    );
  });
});
