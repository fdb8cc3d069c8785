import { type CloudFormationClient, ListImportsCommand } from "@aws-sdk/client-cloudformation";
import type { Assembly } from "../assembly.ts";
import type { Check } from "../check.ts";
import { compareWithDeployed } from "../compare-with-deployed.ts";
import { ok, stop } from "../finding.ts";
import { importsOf } from "../template.ts";

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
            remedy(name, importers, subject.assembly),
          ),
        ];
      }),
    );
    const stops = findings.flat();
    return stops.length > 0 ? stops : ok("none in use is dropped or changed");
  },
};

function remedy(name: string, importers: readonly string[], { stacks }: Assembly): string {
  const lettingGo = stacks.filter(
    (stack) => importers.includes(stack.name) && !importsOf(stack.template).has(name),
  );
  if (lettingGo.length === importers.length) {
    const names = lettingGo.map((stack) => stack.name).join(" ");
    return `the importer lets go of it in this version: let it go first, with npx cdk deploy --app cdk.out --exclusively ${names}`;
  }
  return "keep it in this version (exportValue in infra/stacks), deploy, and take it away in the next one; a stack of yours must stop importing it first";
}

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
