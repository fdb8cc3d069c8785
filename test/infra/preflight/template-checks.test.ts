import { expect, inject, test } from "vitest";
import { readAssembly } from "../../../infra/operations/preflight/assembly.ts";
import { changed, idOf, useCheckBench, withIssuers } from "./check-bench.ts";

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
  expect(await told(long(10, 300))).toEqual([
    expect.stringMatching(/^warning: 3,9\d\d of 4,096 bytes in AuthorizeRequest\w+, the largest →/),
  ]);
});
