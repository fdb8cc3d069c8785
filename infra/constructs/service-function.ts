import { join } from "node:path";
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  PolicyDocument,
  type PolicyStatement,
  Role,
  ServicePrincipal,
  PolicyStatement as Statement,
} from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  type LayerVersion,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { REMOVAL_LOG_PREFIX } from "../../shared/model/removal-entry.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { TIME_LIMITS } from "../../shared/time-limits.ts";
import type { BundleManifest } from "../bundling/build.ts";
import type { Settings } from "../settings/settings.ts";
import { accessStatements, type DataArns } from "./access-policy.ts";
import { acknowledge } from "./acknowledge.ts";
import { functionKind, MEMORY_SIZES } from "./memory-sizes.ts";

/** The bundles built from `functions`, and the layer some of them need. */
export interface FunctionSources {
  /** Folder that holds `<function id>/index.js`. */
  readonly directory: string;
  readonly manifest: BundleManifest;
  /** Left out when no bundle needs it. */
  readonly imageLayer?: LayerVersion | undefined;
}

/** One function: its code, its variables, and all that its role may do. */
export interface ServiceFunctionProps {
  /** Function id: the name of its bundle. */
  readonly functionId: string;
  readonly sources: FunctionSources;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  /** `index.handler` when left out. */
  readonly handler?: string;
  /** Everything the role may do besides writing its own log and traces … */
  readonly access: Access;
  readonly data: DataArns;
  /** … and reading the events it is fed with. */
  readonly statements?: readonly PolicyStatement[];
  readonly logRetentionDays: number;
  /** `info` when left out. */
  readonly logLevel?: Settings["logLevel"];
  /** Traces of X-Ray, and the right to write them; off when left out. */
  readonly tracing?: Settings["tracing"];
  /** Must stay under the gateway's 29 s for functions behind it. */
  readonly timeout?: Duration;
  /** Most that run at a time, taken from what the account has; no limit when left out. */
  readonly reservedConcurrency?: number;
}

/** What all functions of a stack have in common. */
export type SharedFunctionProps = Pick<
  ServiceFunctionProps,
  "sources" | "environment" | "logRetentionDays" | "logLevel" | "tracing" | "data"
>;

const WITH_IMAGES = {
  timeout: Duration.millis(TIME_LIMITS.imageFunction),
  // Large blocks go back to the system at once, or those of one photo lie idle beside the next.
  environment: { MALLOC_MMAP_THRESHOLD_: "1048576" },
};
const WITHOUT_IMAGES = {
  timeout: Duration.millis(TIME_LIMITS.function),
  environment: {},
};

/** One function with its own log group and its own role, which allows nothing undeclared. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const layer = needsImageLayer(props) ? props.sources.imageLayer : undefined;
    const limits = layer ? WITH_IMAGES : WITHOUT_IMAGES;
    this.logGroup = new LogGroup(this, "Logs", {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = this.createRole(props);
    this.lambda = new LambdaFunction(this, "Function", {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(props.sources.directory, props.functionId)),
      handler: props.handler ?? "index.handler",
      memorySize: MEMORY_SIZES[functionKind(props.functionId, layer !== undefined)],
      timeout: props.timeout ?? limits.timeout,
      environment: { ...props.environment, ...limits.environment },
      // The role is complete: CDK must not add to it.
      role: this.role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      ...logLevels(props.logLevel),
      tracing: props.tracing === "on" ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(layer && { layers: [layer] }),
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
    });
  }

  private createRole({ access, data, statements = [], tracing }: ServiceFunctionProps): Role {
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: {
        Access: new PolicyDocument({
          statements: [
            new Statement({
              actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
              resources: [this.logGroup.logGroupArn],
            }),
            ...(tracing === "on" ? [traceStatement()] : []),
            ...accessStatements(access, data),
            ...statements,
          ],
        }),
      },
    });
    if (tracing === "on") {
      acknowledge(role, "IAM5[Resource::*]", "X-Ray has no resources to name in a policy.");
    }
    for (const { prefix } of access.photos ?? []) {
      const { "Fn::ImportValue": bucket } = Stack.of(this).resolve(data.photoBucketArn);
      acknowledge(role, `IAM5[Resource::${bucket}/${prefix}*]`, "Photo keys are random.");
    }
    if (access.removalLog) {
      const { "Fn::ImportValue": bucket } = Stack.of(this).resolve(data.removalLogArn);
      const resource = `${bucket}/${REMOVAL_LOG_PREFIX}*`;
      acknowledge(role, `IAM5[Resource::${resource}]`, "Each entry has a key of its own.");
    }
    return role;
  }
}

/** Lambda's own lines at WARN tell of time-outs and crashes; at INFO, of each invocation. */
function logLevels(level: Settings["logLevel"] = "info") {
  return {
    applicationLogLevelV2: level === "warn" ? ApplicationLogLevel.WARN : ApplicationLogLevel.INFO,
    systemLogLevelV2: level === "full" ? SystemLogLevel.INFO : SystemLogLevel.WARN,
  };
}

function traceStatement(): PolicyStatement {
  return new Statement({
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    resources: ["*"],
  });
}

function needsImageLayer({ functionId, sources }: ServiceFunctionProps): boolean {
  const facts = sources.manifest[functionId];
  if (!facts) throw new Error(`Function ${functionId} has no bundle: run npm run build.`);
  const needed = facts.externals.includes("sharp");
  if (needed && !sources.imageLayer) {
    throw new Error(`Function ${functionId} needs the image layer, which was not built.`);
  }
  return needed;
}
