import { GetParameterCommand } from "@aws-sdk/client-ssm";
import type { Check } from "../check.ts";
import { ok, stop } from "../finding.ts";

/** Whether the CDK has its bucket and roles in the account and region, and recent enough ones. */
export const bootstrapVersion: Check = {
  name: "bootstrap",
  permissions: ["ssm:GetParameter"],
  async run({ assembly, clients }) {
    const { parameter, version: needed } = assembly.stateful.bootstrap;
    const found = await clients.ssm
      .send(new GetParameterCommand({ Name: parameter }))
      .then(({ Parameter }) => Number(Parameter?.Value))
      .catch((error) => {
        if (error instanceof Error && error.name === "ParameterNotFound") return undefined;
        throw error;
      });
    if (found === undefined) {
      return stop("the CDK was never prepared in this account and region", "npm run bootstrap");
    }
    if (found >= needed) return ok(`version ${found}, at least ${needed} is needed`);
    return stop(
      `version ${found}, but ${needed} is needed`,
      "npm run bootstrap brings it up to date",
    );
  },
};
