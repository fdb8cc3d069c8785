import { strict as assert } from "node:assert";
import { UnsecuredJWT } from "jose";
import { proxyEvent } from "../proxy-event.ts";
import { JOBS } from "../subject.ts";
import type { ContractCase } from "./contract-case.ts";

/** Without a good token no job does anything; the body is the gateway's where it stands in front. */
export async function wrongTokensAreRefused({
  subject,
  services,
  owner,
  account,
}: ContractCase): Promise<void> {
  const { issuer } = services;
  const past = Math.floor(Date.now() / 1_000) - 3_600;
  const wrong = {
    none: undefined,
    nonsense: "nonsense",
    unsigned: new UnsecuredJWT({ sub: account }).encode(),
    forged: await issuer.forged(account),
    expired: await issuer.token(account, { exp: past }),
    "of another audience": await issuer.token(account, { aud: "another" }),
    "of another issuer": await issuer.token(account, { iss: "https://another.example" }),
    "without a subject": await issuer.token("", {}),
    "of another kind": await issuer.token(account, {}, { typ: "secevent+jwt" }),
    "by an unknown key": await issuer.token(account, {}, { kid: "unknown" }),
  };
  for (const [kind, token] of Object.entries(wrong)) {
    const event = proxyEvent("list-profiles", token === undefined ? {} : { token });
    const { answers } = await subject.call("list-profiles", [event]);
    assert.equal(answers[0]?.statusCode, 401, kind);
  }
  const profileId = "01920000-0000-7000-8000-000000000001";
  for (const job of JOBS) {
    const { answers } = await subject.call(job, [proxyEvent(job, { profileId })]);
    assert.equal(answers[0]?.statusCode, 401, job);
  }
  assert.equal((await owner.list()).status, 200, "a good token");
}
