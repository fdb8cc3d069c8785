import type { NewStack } from "../assembly.ts";
import type { Check } from "../check.ts";
import { type Finding, ok, stop, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";

/** Whether CloudFormation would begin with the stacks as they stand. */
export const stackStates: Check = {
  name: "stacks",
  permissions: ["cloudformation:DescribeStacks"],
  run({ assembly, deployed }) {
    return Promise.all([assembly.stateful, assembly.api].map((stack) => examine(stack, deployed)));
  },
};

async function examine(stack: NewStack, deployed: Subject["deployed"]): Promise<Finding> {
  const { name } = stack;
  const status = (await deployed(stack))?.status;
  if (status === undefined) return ok(`${name}: not deployed yet`);
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
      return ok(`${name}: not deployed yet`);
    default:
      return status.endsWith("_IN_PROGRESS")
        ? stop(found, `wait: aws cloudformation describe-stacks --stack-name ${name}`)
        : ok(found);
  }
}
