import { Aws, Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { KEY_WATCH_ID, PENDING_WATCH_ID } from "../bundling/function-entries.ts";
import { ScheduledFunction } from "./scheduled-function.ts";
import type { ServiceFunction, SharedFunctionProps } from "./service-function.ts";

/** Looks for what is on record as to be done. */
export const pendingWatchAccess: Access = {
  table: [
    {
      actions: ["Query"],
      partitions: [
        ...[PARTITION.removal, PARTITION.ahead],
        ...[PARTITION.erasure, PARTITION.accountExport],
      ],
    },
  ],
};

/** Measures what no service of AWS has a figure of: what waits, and how many keys the gateway has. */
export class BacklogWatches extends Construct {
  readonly pending: ServiceFunction;
  readonly keys: ServiceFunction;

  constructor(scope: Construct, id: string, props: SharedFunctionProps) {
    super(scope, id);
    const { TABLE_NAME = "" } = props.environment;
    const shared = { ...props, timeout: Duration.seconds(30) };
    this.pending = new ScheduledFunction(this, "Pending", {
      ...shared,
      functionId: PENDING_WATCH_ID,
      description: "Measures for how long something waits to be removed",
      environment: { TABLE_NAME },
      access: pendingWatchAccess,
      every: Duration.minutes(5),
    }).made;
    this.keys = new ScheduledFunction(this, "Keys", {
      ...shared,
      functionId: KEY_WATCH_ID,
      description: "Counts the keys of the gateway",
      environment: {},
      access: {},
      statements: [
        new PolicyStatement({
          actions: ["apigateway:GET"],
          // The control plane's ARNs name no account.
          resources: [`arn:${Aws.PARTITION}:apigateway:${Aws.REGION}::/apikeys`],
        }),
      ],
      every: Duration.hours(1),
    }).made;
  }
}
