import type { DeployedResource } from "../../template/deployed-resources.ts";
import { propertiesIn } from "../../template/template-properties.ts";

/** Whether a bucket keeps versions. Throws an Error for a bucket whose versions are suspended. */
export function hasVersions({ logicalId, properties }: DeployedResource): boolean {
  const { Status, ...others } = propertiesIn(properties, "VersioningConfiguration");
  const isUnderstood = Status === undefined || Status === "Enabled";
  if (!isUnderstood || Object.keys(others).length > 0) {
    throw new Error(`The versions of bucket ${logicalId} are other than enabled.`);
  }
  return Status === "Enabled";
}
