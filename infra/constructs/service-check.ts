import { CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { CHECK_ID } from "../bundling/function-entries.ts";
import { acknowledge } from "./acknowledge.ts";
import { ScheduledFunction } from "./scheduled-function.ts";
import type { ServiceFunction, SharedFunctionProps } from "./service-function.ts";

/** Where the API is, and how often it is tried. */
export interface ServiceCheckProps extends Omit<SharedFunctionProps, "environment"> {
  readonly address: string;
  readonly every: Duration;
}

/**
 * Uses the API as a caller does, with a key of its own. An operator's command issues the key and puts
 * it into the secret: nobody can sign in for a machine.
 */
export class ServiceCheck extends Construct {
  readonly checker: ServiceFunction;

  constructor(scope: Construct, id: string, props: ServiceCheckProps) {
    super(scope, id);
    const { address, every, ...shared } = props;
    const secret = this.createSecret();
    const check = new ScheduledFunction(this, "Check", {
      ...shared,
      every,
      functionId: CHECK_ID,
      description: "Uses the API as a caller does",
      // Six calls with all their patience, and the search for what was just published.
      timeout: Duration.minutes(4),
      environment: { CHECK_ADDRESS: address, CHECK_SECRET_ARN: secret.secretArn },
      access: {},
      statements: [
        new PolicyStatement({
          actions: ["secretsmanager:GetSecretValue"],
          resources: [secret.secretArn],
        }),
      ],
    });
    this.checker = check.made;
    new CfnOutput(Stack.of(this), "CheckSecretArn", { value: secret.secretArn });
  }

  /** Begins without a key. */
  private createSecret(): Secret {
    const secret = new Secret(this, "Key", {
      description: "API key of the service's own check; npm run operator -- check-key fills it",
      generateSecretString: { secretStringTemplate: "{}", generateStringKey: "unused" },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(secret, "SMG4", "The key is of the API's own, and is changed by the same command.");
    return secret;
  }
}
