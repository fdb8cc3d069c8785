import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { ServiceFunction, type ServiceFunctionProps } from "./service-function.ts";

/** A function and how often it runs. */
export interface ScheduledFunctionProps extends ServiceFunctionProps {
  readonly every: Duration;
}

/** A function that is run at a rate. A failed run is not repeated: the next one comes soon enough. */
export class ScheduledFunction extends Construct {
  readonly made: ServiceFunction;

  constructor(scope: Construct, id: string, { every, ...props }: ScheduledFunctionProps) {
    super(scope, id);
    this.made = new ServiceFunction(this, "Made", props);
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(5) };
    this.made.lambda.configureAsyncInvoke(once);
    new Rule(this, "Rate", {
      description: props.description,
      schedule: Schedule.rate(every),
      targets: [new FunctionTarget(this.made.lambda, once)],
    });
  }
}
