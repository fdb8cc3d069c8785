import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import {
  type ILambdaDeploymentConfig,
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from "aws-cdk-lib/aws-codedeploy";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Alias,
  type IFunction,
  type IVersion,
  type Function as LambdaFunction,
} from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import type { Shift } from "../settings/watching-settings.ts";
import { acknowledge } from "./acknowledge.ts";
import { countedBy } from "./service-metrics.ts";

/** What callers, the gateway and streams invoke: it moves from one version to the next. */
const ALIAS_NAME = "live";

const MINUTE = Duration.minutes(1);

const CONFIGS: Readonly<Record<Shift, ILambdaDeploymentConfig>> = {
  canary10percent5minutes: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  canary10percent10minutes: LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
  canary10percent15minutes: LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES,
  canary10percent30minutes: LambdaDeploymentConfig.CANARY_10PERCENT_30MINUTES,
  linear10percentevery1minute: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
  linear10percentevery2minutes: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_2MINUTES,
  linear10percentevery3minutes: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_3MINUTES,
  linear10percentevery10minutes: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_10MINUTES,
};

/** How releases come, and what is looked at meanwhile. */
export interface GradualReleaseProps {
  readonly gradual: Exclude<Settings["gradual"], "off">;
  /** Above 0 in a minute of a release: the version before comes back. */
  readonly fault: IMetric;
  /** What the fault is, for the alarm's text. */
  readonly meaning: string;
}

/** What a deployment group needs beside its alias, once for all functions of a release. */
interface Shifting {
  readonly deploymentConfig: ILambdaDeploymentConfig;
  readonly alarms: readonly Alarm[];
  readonly application: LambdaApplication;
  readonly role: Role;
}

/**
 * Gives functions an alias, and shifts callers from a version to the next one bit by bit, and back at
 * once when the alarm goes off. One alarm, application and role for all functions of a release.
 */
export class GradualRelease extends Construct {
  readonly #shifting: Shifting | undefined;

  constructor(scope: Construct, id: string, { gradual, ...props }: GradualReleaseProps) {
    super(scope, id);
    this.#shifting = gradual === "at_once" ? undefined : this.#createShifting(gradual, props);
  }

  /** What is to be invoked in place of the function; made in the scope. */
  aliasOf(scope: Construct, fn: LambdaFunction): IFunction {
    // The CDK's types differ in whether what may be left out may be undefined.
    const version = fn.currentVersion as IVersion;
    const alias = new Alias(scope, "Live", { aliasName: ALIAS_NAME, version });
    if (this.#shifting) {
      const { alarms, ...shifting } = this.#shifting;
      new LambdaDeploymentGroup(scope, "Shift", { alias, ...shifting, alarms: [...alarms] });
    }
    return alias as IFunction;
  }

  #createShifting(
    shift: Shift,
    { fault, meaning }: Omit<GradualReleaseProps, "gradual">,
  ): Shifting {
    const alarm = new Alarm(this, "Fails", {
      metric: fault,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `Takes a release back: ${meaning}.`,
    });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("codedeploy.amazonaws.com"),
    });
    acknowledge(
      role,
      "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]",
      "The role that CodeDeploy documents for shifting aliases: no more than that, and reading alarms.",
    );
    const application = new LambdaApplication(this, "Application");
    return { deploymentConfig: CONFIGS[shift], alarms: [alarm], application, role };
  }
}

/**
 * The gradual release of a stack's functions behind the gateway. The gateway stands above the stack
 * and is known by its name. Its 5xx are what callers see: a function that answers 500 has not failed
 * for Lambda. Five in a minute, and one in 500, tell a bad release from a slip of the network.
 * @returns undefined where there is no alias
 */
export function gatewayRelease(
  scope: Construct,
  apiName: string,
  { gradual }: Pick<Settings, "gradual">,
): GradualRelease | undefined {
  if (gradual === "off") return undefined;
  const of = (metricName: string) =>
    new Metric({
      ...{ namespace: "AWS/ApiGateway", metricName, dimensionsMap: { ApiName: apiName } },
      ...{ statistic: "Sum", period: MINUTE },
    });
  const fault = new MathExpression({
    expression: "IF(failed >= 5 AND failed * 500 > requests, 1, 0)",
    usingMetrics: { failed: of("5XXError"), requests: of("Count") },
    label: "The API fails",
    period: MINUTE,
  });
  const meaning = "five requests or more of a minute failed on our side, and one in 500";
  return new GradualRelease(scope, "Release", { gradual, fault, meaning });
}

/**
 * The same for a consumer of the stream, which counts itself what it cannot settle.
 * @returns undefined where there is no alias
 */
export function streamRelease(
  scope: Construct,
  { functionName }: LambdaFunction,
  gradual: Settings["gradual"] = "off",
): GradualRelease | undefined {
  if (gradual === "off") return undefined;
  const fault = countedBy(functionName, "RecordsFailed").with({ period: MINUTE });
  const meaning = "a record of the stream could not be settled";
  return new GradualRelease(scope, "Release", { gradual, fault, meaning });
}
