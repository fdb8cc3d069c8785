import { describe, expect, test } from "vitest";
import { isLoopback, readOptions } from "../../../../infra/operations/smoke/smoke-options.ts";

const read = (line: string, env: Record<string, string> = {}) =>
  readOptions(line.split(" ").filter(Boolean), env);

describe("the command line", () => {
  test.each([
    "",
    "--stack",
    "--unknown x https://a.example",
    "https://a.example https://b.example",
    "--stack A https://a.example",
    "https://a.example --user-pool us-east-1_A",
    "https://a.example --client c",
    "https://a.example --second-token t",
    "https://a.example --token t --user-pool us-east-1_A --client c",
  ])("is not understood: %s", (line) => {
    expect(read(line)).toBeUndefined();
  });

  test("takes tokens from the environment, unless a pool is named", () => {
    const env = { SMOKE_TOKEN: "one", SMOKE_SECOND_TOKEN: "two" };
    expect(read("https://a.example", env)?.tokens).toEqual(["one", "two"]);
    expect(read("https://a.example --token three", env)?.tokens).toEqual(["three", "two"]);
    expect(read("https://a.example --user-pool u --client c", env)).toMatchObject({
      tokens: [],
      pool: { userPool: "u", client: "c" },
    });
  });

  test("takes an address with its stage, and without the slash after it", () => {
    expect(read("https://id.execute-api.example/live/")?.apiUrl).toBe(
      "https://id.execute-api.example/live",
    );
    expect(read("http://127.0.0.1:4010")?.apiUrl).toBe("http://127.0.0.1:4010");
    expect(read("--stack Profiles")).toMatchObject({ apiUrl: undefined, stack: "Profiles" });
  });

  test.each([
    ["localhost:4010", "is not the address of an API"],
    ["ftp://a.example", "is not the address of an API"],
    ["https://a.example/?query", "is not the address of an API"],
    ["https://user@a.example", "is not the address of an API"],
    ["http://a.example", "must begin with https"],
    ["http://127.0.0.1.example", "must begin with https"],
  ])("refuses %s in a sentence", (address, words) => {
    expect(() => read(address)).toThrow(words);
  });
});

test("the laptop is the loopback only", () => {
  const addresses = ["http://127.0.0.1:4010", "http://localhost", "http://[::1]:80"];
  expect(addresses.filter(isLoopback)).toEqual(addresses);
  expect(["https://a.example", "https://127.a.example"].filter(isLoopback)).toEqual([]);
});
