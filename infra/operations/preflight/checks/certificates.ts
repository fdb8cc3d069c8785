import { accountOf } from "../../aws-identity.ts";
import type { Check } from "../check.ts";
import { type Finding, ok, stop } from "../finding.ts";
import type { Template } from "../template.ts";

/** Where CloudFront looks for certificates. */
const CLOUDFRONT_REGION = "us-east-1";

/** Certificates must be where they are used, and the account's own. */
export const certificates: Check = {
  name: "certificates",
  permissions: [],
  async run({ assembly, region, caller }) {
    const known = await caller().catch(() => undefined);
    const account = accountOf(known);
    const api = arnIn(assembly.api.template, "AWS::ApiGateway::DomainName", [
      "RegionalCertificateArn",
    ]);
    const photos = arnIn(assembly.stateful.template, "AWS::CloudFront::Distribution", [
      "DistributionConfig",
      "ViewerCertificate",
      "AcmCertificateArn",
    ]);
    const findings = [
      ...(api ? [judge("certificateArn", api, region, account)] : []),
      ...(photos ? [judge("photoCertificateArn", photos, CLOUDFRONT_REGION, account)] : []),
    ];
    return findings.length > 0 ? findings : ok("none needed: no host names of your own");
  },
};

function arnIn(template: Template, type: string, path: readonly string[]): string | undefined {
  const { Properties } = Object.values(template.Resources).find(({ Type }) => Type === type) ?? {};
  const at = path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    Properties,
  );
  return typeof at === "string" ? at : undefined;
}

function judge(setting: string, arn: string, needed?: string, account?: string): Finding {
  const [, , , region, owner] = arn.split(":");
  if (needed !== undefined && region !== needed) {
    return stop(
      `${setting} is in ${region}, and must be in ${needed}`,
      `request the certificate in ${needed} (AWS Certificate Manager) and give its ARN`,
    );
  }
  if (account !== undefined && owner !== account) {
    return stop(
      `${setting} is of account ${owner}, and certificates cannot be shared`,
      `request it in account ${account}, or use that account's credentials`,
    );
  }
  return ok(`${setting} is in ${region}`);
}
