import type { Check } from "../check.ts";
import { type Finding, ok, stop, warning } from "../finding.ts";

/** Whether CloudFormation would begin with the stacks as they stand. */
export const stackStates: Check = {
  name: "stacks",
  permissions: ["cloudformation:DescribeStacks"],
  async run({ assembly, deployed }) {
    const stacks = await Promise.all(
      assembly.stacks.map(async (stack) => {
        const { name } = stack;
        const status = (await deployed(stack))?.status;
        return { name, status: stateOf(status), fault: status && faultOf(name, status) };
      }),
    );
    const fine = Map.groupBy(
      stacks.filter(({ fault }) => !fault),
      ({ status }) => status,
    );
    return [
      ...stacks.flatMap(({ fault }) => fault || []),
      ...[...fine].map(([status, all]) =>
        ok(`${all.map(({ name }) => name).join(", ")}: ${status}`),
      ),
    ];
  },
};

/** CloudFormation keeps an empty stack for a first deployment that was only prepared. */
function stateOf(status: string | undefined): string {
  return status === undefined || status === "REVIEW_IN_PROGRESS" ? "not deployed yet" : status;
}

function faultOf(name: string, status: string): Finding | undefined {
  const found = `${name}: ${status}`;
  switch (status) {
    case "ROLLBACK_COMPLETE":
    case "ROLLBACK_FAILED":
      return warning(
        `${found}, as its first deployment failed`,
        "mend what failed then; the CDK removes the rest of it and begins anew",
      );
    case "CREATE_FAILED":
    case "UPDATE_FAILED":
      return warning(`${found}, and not rolled back`, `npx cdk rollback --app cdk.out ${name}`);
    case "UPDATE_ROLLBACK_FAILED":
      return stop(found, `aws cloudformation continue-update-rollback --stack-name ${name}`);
    case "DELETE_FAILED":
      return stop(
        found,
        `aws cloudformation delete-stack --stack-name ${name}; its events say what could not be deleted`,
      );
    case "REVIEW_IN_PROGRESS":
      return undefined;
    default:
      return status.endsWith("_IN_PROGRESS")
        ? stop(found, `wait: aws cloudformation describe-stacks --stack-name ${name}`)
        : undefined;
  }
}
