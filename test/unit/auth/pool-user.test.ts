import { describe, expect, test } from "vitest";
import { ownPrefix } from "../../../shared/auth/account-namespace.ts";
import { poolUserOf } from "../../../shared/auth/pool-user.ts";

const ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc123";
const SUB = "62c59404-90e1-7042-9d1c-0f4a2a4f7a11";
const person = { poolId: "eu-west-1_Abc123", sub: SUB };

describe("the person of the pool that an account belongs to", () => {
  test.each([
    ["with the pool's prefix", `${ownPrefix(ISSUER)}${SUB}`, `own ${ISSUER}`, person],
    [
      "with a prefix from before it was shared",
      `${ownPrefix(ISSUER)}${SUB}`,
      `shared ${ISSUER}`,
      person,
    ],
    ["without one, in a pool that shares accounts", SUB, `shared ${ISSUER}`, person],
    ["of another issuer, that shares", SUB, `own ${ISSUER}`, undefined],
    [
      "of another issuer with a prefix",
      `${ownPrefix("https://a.example")}${SUB}`,
      `shared ${ISSUER}`,
      undefined,
    ],
    [
      "that is an address, which would name a person too",
      "jane@example.com",
      `shared ${ISSUER}`,
      undefined,
    ],
    ["of a server", "7k2ab9client0id", `shared ${ISSUER}`, undefined],
    ["without a pool", SUB, "none", undefined],
  ])("%s", (_, account, told, expected) => {
    expect(poolUserOf(account, told)).toEqual(expected);
  });
});
