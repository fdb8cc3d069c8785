import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { KEY_KEEPER_ID } from "../bundling/function-entries.ts";
import { ServiceFunction, type SharedFunctionProps } from "./service-function.ts";

/** Reads the kept keys and writes newer ones. */
export const keyKeeperAccess: Access = {
  table: [{ actions: ["GetItem", "PutItem"], partitions: [PARTITION.issuer] }],
};

/** Keeps the issuers' keys in the table, so that they outlast a cold start during an outage. */
export class IssuerKeyKeeper extends Construct {
  readonly keeper: ServiceFunction;

  constructor(scope: Construct, id: string, props: SharedFunctionProps) {
    super(scope, id);
    this.keeper = new ServiceFunction(this, "Keeper", {
      ...props,
      functionId: KEY_KEEPER_ID,
      description: "Keeps the issuers' keys for when an issuer is down",
      timeout: Duration.seconds(30),
      access: keyKeeperAccess,
    });
    // The schedule brings another one: a failed run is not worth repeating.
    this.keeper.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
    new Rule(this, "Often", {
      description: "Reads the issuers' keys",
      // As long as a period of the alarms: each has a figure, also when nobody calls.
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [
        new FunctionTarget(this.keeper.lambda, {
          retryAttempts: 0,
          maxEventAge: Duration.minutes(5),
        }),
      ],
    });
  }
}
