import { describe, expect, test } from "vitest";
import {
  InvalidCredential,
  NoCredential,
  readCredentials,
} from "../../../shared/auth/credentials.ts";

const read = (headers: Record<string, string[]> | null) => readCredentials(headers);

const KEY = "pr_live_0123456789abcdef_secret";

describe("read from the headers", () => {
  test.each(["Authorization", "authorization", "AUTHORIZATION"])("%s", (name) => {
    expect(read({ [name]: ["Bearer a.b.c"] })).toEqual({ jwt: "a.b.c", apiKeys: [] });
  });

  test.each(["Bearer", "bearer", "BEARER"])("with the scheme as %s", (scheme) => {
    expect(read({ authorization: [`${scheme}   a.b.c`] }).jwt).toBe("a.b.c");
    expect(read({ authorization: [`${scheme}   ${KEY}`] }).apiKeys).toEqual([KEY]);
  });

  test.each(["X-API-Key", "x-api-key"])("%s", (name) => {
    expect(read({ [name]: ["pr_live_x"] })).toEqual({ jwt: undefined, apiKeys: ["pr_live_x"] });
  });

  test("both", () => {
    const both = { authorization: ["Bearer a"], "x-api-key": ["b"] };
    expect(read(both)).toEqual({ jwt: "a", apiKeys: ["b"] });
  });

  test("a key as a bearer token, known by how it begins", () => {
    expect(read({ authorization: [`Bearer ${KEY}`] })).toEqual({ jwt: undefined, apiKeys: [KEY] });
    for (const other of ["PR_LIVE_x", "pr_test_x", "xpr_live_x", "pr_live-x"]) {
      expect(read({ authorization: [`Bearer ${other}`] })).toEqual({ jwt: other, apiKeys: [] });
    }
  });

  test("two keys, or the same one twice", () => {
    const read2 = (key: string) => read({ authorization: [`Bearer ${KEY}`], "x-api-key": [key] });
    expect(read2("other")).toEqual({ jwt: undefined, apiKeys: [KEY, "other"] });
    expect(read2(KEY)).toEqual({ jwt: undefined, apiKeys: [KEY] });
  });
});

describe("none", () => {
  test.each([
    null,
    {},
    { cookie: ["Authorization=Bearer a"] },
    { authorization: ["Basic amFuZTpwYXNz"] },
    { authorization: ["a.b.c"] },
    { authorization: [""] },
  ])("in %j", (headers) => {
    expect(() => read(headers as never)).toThrow(NoCredential);
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
    expect(() => read(headers as never)).not.toThrow(NoCredential);
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
