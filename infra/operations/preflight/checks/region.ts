import { REGION_REMEDY } from "../../aws-failure.ts";
import type { Check } from "../check.ts";
import { ok, stop, unknown } from "../finding.ts";

/** Partitions apart from the commercial one, by how their regions' names begin. */
const OTHER_PARTITIONS = [
  { prefix: /^cn-/, name: "in China" },
  { prefix: /^us-gov-/, name: "of GovCloud" },
  { prefix: /^(us-iso|eu-iso)/, name: "of an isolated partition" },
  { prefix: /^eusc-/, name: "of the European Sovereign Cloud" },
];

/** Which other partition than the commercial one a region is of, in words; undefined for none. */
export function otherPartition(region: string): string | undefined {
  return OTHER_PARTITIONS.find(({ prefix }) => prefix.test(region))?.name;
}

/** Whether the service can live in the region, and the account may use it. */
export const region: Check = {
  name: "region",
  permissions: [],
  async run({ region: name, caller }) {
    if (name === undefined) {
      return stop("no region is set", REGION_REMEDY);
    }
    const other = otherPartition(name);
    if (other) {
      return stop(
        `${name} is ${other}, where CloudFront lacks what delivers the photos: its resource types, or origin access control`,
        "take a commercial region, such as eu-west-1 or us-east-1",
      );
    }
    const known = await caller().catch(() => undefined);
    if (known?.kind === "no-region") {
      return stop(`there is no region ${name}`, "correct AWS_REGION");
    }
    if (known?.kind === "region-off") {
      return stop(
        `${name} does not take these credentials, while us-east-1 does: the account has not enabled it`,
        `enable it (aws account enable-region --region-name ${name}) and wait until it is, or take another region`,
      );
    }
    if (known?.kind === "unreachable") return unknown(`${name}: AWS cannot be asked`);
    if (known?.kind !== "known") return unknown(`${name}; whether it is enabled needs credentials`);
    return ok(name);
  },
};
