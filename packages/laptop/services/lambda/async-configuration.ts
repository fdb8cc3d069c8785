import * as z from "zod";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Iam } from "../iam/iam.ts";

/** How a function takes events that nobody waits for. */
export interface AsyncConfiguration {
  readonly functionArn: string;
  readonly functionName: string;
  /** Retries after a failed invocation. */
  readonly maxRetries: number;
  readonly maxAgeMs: number;
  readonly onFailureQueueArn: string | undefined;
  /** Undefined: no limit of its own. */
  readonly reservedConcurrency: number | undefined;
}

const DEFAULT_RETRIES = 2;
const DEFAULT_AGE_SECONDS = 21_600;

// Strict: a part this reader does not know must not be left out in silence.
const InvokeConfigSchema = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal("$LATEST"),
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(2).default(DEFAULT_RETRIES),
  MaximumEventAgeInSeconds: z.coerce.number().int().default(DEFAULT_AGE_SECONDS),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() })
    .default({}),
});

/**
 * Reads how every function of the stacks is invoked asynchronously, by ARN.
 * @throws Error with a clear sentence for a setting that is not supported here, or a destination
 * that the function's role may not send to.
 */
export function asyncConfigurations(
  resources: DeployedResources,
  iam: Iam,
): ReadonlyMap<string, AsyncConfiguration> {
  const configs = resources.ofType("AWS::Lambda::EventInvokeConfig").map(parseConfig);
  return new Map(
    resources.ofType("AWS::Lambda::Function").map((fn) => {
      const own = configs.find(({ FunctionName }) =>
        [fn.arn, fn.physicalId].includes(FunctionName),
      );
      const configuration = configurationOf(fn, own);
      assertDestination(configuration, resources, iam);
      return [fn.arn, configuration];
    }),
  );
}

function parseConfig({ logicalId, properties }: DeployedResource) {
  const parsed = InvokeConfigSchema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new Error(
    `Event invoke config ${logicalId} has parts the local platform lacks: ${z.prettifyError(parsed.error)}`,
  );
}

function configurationOf(
  fn: DeployedResource,
  own: z.infer<typeof InvokeConfigSchema> | undefined,
): AsyncConfiguration {
  if (fn.properties.DeadLetterConfig !== undefined) {
    throw new Error(
      `Function ${fn.physicalId}: DeadLetterConfig is not supported locally; use an on-failure destination.`,
    );
  }
  const reserved = fn.properties.ReservedConcurrentExecutions;
  return {
    functionArn: fn.arn,
    functionName: fn.physicalId,
    maxRetries: own?.MaximumRetryAttempts ?? DEFAULT_RETRIES,
    maxAgeMs: (own?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000,
    onFailureQueueArn: own?.DestinationConfig.OnFailure?.Destination,
    reservedConcurrency: reserved === undefined ? undefined : Number(reserved),
  };
}

/** Lambda sends to the destination with the function's own role. */
function assertDestination(
  { functionArn, functionName, onFailureQueueArn: queue }: AsyncConfiguration,
  resources: DeployedResources,
  iam: Iam,
): void {
  if (queue === undefined) return;
  const where = `Function ${functionName}`;
  if (resources.byArn(queue)?.type !== "AWS::SQS::Queue") {
    throw new Error(`${where}: the failure destination ${queue} is not a queue of the stacks.`);
  }
  const { accessKeyId } = iam.principalOf(functionArn);
  if (!iam.allows(accessKeyId, "sqs:SendMessage", queue, {})) {
    throw new Error(`${where}: its role must allow sqs:SendMessage on ${queue}.`);
  }
}
