import { type CloudFormationClient, ListImportsCommand } from "@aws-sdk/client-cloudformation";
import type { Check } from "../check.ts";
import { compareWithDeployed } from "../compare-with-deployed.ts";
import { ok, stop } from "../finding.ts";

/** CloudFormation refuses to take away or change an export that another stack imports. */
export const exportsInUse: Check = {
  name: "exports",
  permissions: [
    "cloudformation:DescribeStacks",
    "cloudformation:GetTemplate",
    "cloudformation:ListImports",
  ],
  async run(subject) {
    const { lostExports } = await compareWithDeployed(subject);
    const { cloudFormation } = subject.clients;
    const findings = await Promise.all(
      lostExports.map(async (name) => {
        const importers = await importersOf(cloudFormation, name);
        if (importers.length === 0) return [];
        return [
          stop(
            `the update drops or changes ${name}, which is imported by ${importers.join(", ")}`,
            "keep it in this version (exportValue in infra/stacks), deploy, and take it away in the next one; a stack of yours must stop importing it first",
          ),
        ];
      }),
    );
    const stops = findings.flat();
    return stops.length > 0 ? stops : ok("none in use is dropped or changed");
  },
};

async function importersOf(client: CloudFormationClient, name: string): Promise<string[]> {
  try {
    const { Imports = [] } = await client.send(new ListImportsCommand({ ExportName: name }));
    return Imports;
  } catch (error) {
    // That is how it says that there are none.
    if (error instanceof Error && /is not imported by any stack/.test(error.message)) return [];
    throw error;
  }
}
