import { expect, inject, test } from "vitest";
import { POOL_STATE, POOL_STATE_OUTPUT } from "../../../../infra/constructs/user-pool-state.ts";
import { readAssembly } from "../../../../infra/operations/preflight/assembly.ts";
import type { Template } from "../../../../infra/operations/preflight/template.ts";
import { stateful } from "../../../support/pool-template.ts";
import { changed, idOf, useCheckBench, withIssuers } from "./check-fixture.ts";

const bench = useCheckBench();

const withCertificates = (api: string, photos: string) => {
  const fresh = readAssembly(inject("assembly"));
  bench.synthesise({
    api: changed(fresh.api.template, ({ Resources }) => {
      const Properties = { RegionalCertificateArn: api };
      Resources.Domain = { Type: "AWS::ApiGateway::DomainName", Properties };
    }),
    stateful: changed(fresh.stateful.template, ({ Resources }) => {
      const id = idOf(fresh.stateful.template, "AWS::CloudFront::Distribution");
      const ViewerCertificate = { AcmCertificateArn: photos };
      Object.assign(Resources[id]?.Properties.DistributionConfig, { ViewerCertificate });
    }),
  });
};
const certificate = (region: string, account = "123456789012") =>
  `arn:aws:acm:${region}:${account}:certificate/one`;

test("certificates: each in its region, and of the account", async () => {
  expect(await bench.findings("certificates")).toEqual([
    "ok: none needed: no host names of your own",
  ]);
  withCertificates(certificate("eu-west-1"), certificate("us-east-1"));
  expect(await bench.findings("certificates")).toEqual([
    "ok: certificateArn is in eu-west-1",
    "ok: photoCertificateArn is in us-east-1",
  ]);
  expect((await bench.findings("certificates", "eu-central-1"))[0]).toMatch(
    /^stop: certificateArn is in eu-west-1, and must be in eu-central-1 → request/,
  );
  withCertificates(certificate("eu-west-1", "999999999999"), certificate("eu-west-1"));
  expect(await bench.findings("certificates")).toEqual([
    expect.stringMatching(/^stop: certificateArn is of account 999999999999/),
    expect.stringMatching(/^stop: photoCertificateArn is in eu-west-1, and must be in us-east-1/),
  ]);
  // Whose they must be is not known then, but where is.
  await bench.aws.close();
  expect(await bench.findings("certificates")).toEqual([
    "ok: certificateArn is in eu-west-1",
    expect.stringMatching(/^stop: photoCertificateArn is in eu-west-1/),
  ]);
});

test("environment: Lambda's 4 KB, with all issuers", async () => {
  expect(await bench.findings("environment")).toEqual([
    expect.stringMatching(/^ok: [\d,]+ of 4,096 bytes in \w+$/),
  ]);
  const long = (count: number, length: number) =>
    Array.from({ length: count }, (_, at) => ({
      issuer: `https://${at}.${"a".repeat(length)}.example`,
      audience: "profiles-api",
    }));
  const told = async (entries: object) => {
    bench.synthesise({ api: withIssuers(bench.assembly.api.template, entries) });
    return bench.findings("environment");
  };
  expect(await told(long(10, 400))).toEqual([
    expect.stringMatching(
      /^stop: [45],\d{3} of 4,096 bytes in AuthorizeRequest\w+: Lambda refuses it → name fewer issuers/,
    ),
  ]);
  expect(await told(long(10, 290))).toEqual([
    expect.stringMatching(/^warning: 3,9\d\d of 4,096 bytes in AuthorizeRequest\w+, the largest →/),
  ]);
});

test("sign-in page: it leads to an application, and not to localhost alone", async () => {
  expect(await bench.findings("sign-in page")).toEqual(["ok: none in use"]);
  const template = stateful({ userPool: true }, "known") as unknown as Template;
  const found = (change: Parameters<typeof changed>[1] = () => {}) => {
    bench.synthesise({ stateful: changed(template, change) });
    return bench.findings("sign-in page");
  };
  const leadingTo = (...CallbackURLs: string[]) =>
    found(({ Resources }) => {
      const clients = Object.values(Resources).filter(({ Properties }) => Properties?.CallbackURLs);
      expect(clients).toHaveLength(1);
      for (const { Properties } of clients) Object.assign(Properties, { CallbackURLs });
    });
  const warning = (addresses: string) =>
    expect.stringMatching(
      `^warning: sends browsers back to ${addresses} alone.* → -c userPoolCallbackUrls=https:`,
    );
  expect(await found()).toEqual([warning("http://localhost:3000/callback")]);
  const local = ["http://localhost:5173/", "https://localhost/a"];
  expect(await leadingTo(...local)).toEqual([warning(local.join(", "))]);
  expect(await leadingTo(...local, "https://app.example/back")).toEqual([
    "ok: sends browsers back to https://app.example/back",
  ]);
  // Nobody signs in at a pool that is retired.
  const retired = ({ Outputs }: { Outputs: Record<string, { Value: string }> }) => {
    const state = Outputs[POOL_STATE_OUTPUT];
    expect(state).toBeDefined();
    Object.assign(state ?? {}, { Value: POOL_STATE.retired });
  };
  expect(await found(retired)).toEqual(["ok: none in use"]);
});
