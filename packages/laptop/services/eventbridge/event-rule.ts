import * as z from "zod";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { InvokePermissions } from "../api-gateway/invoke-permissions.ts";
import { evaluate } from "../iam/iam-policy.ts";
import { statementsForService } from "../iam/resource-policy.ts";
import { compilePattern, type PatternTest } from "./event-pattern.ts";
import { parseRate } from "./rate-expression.ts";

const SERVICE = "events.amazonaws.com";

/** One function that a rule sends events to. */
export interface RuleTarget {
  readonly functionArn: string;
  /** Whether the function's resource policy lets the rule invoke it. */
  readonly permitted: boolean;
  /** Sent in place of the event. */
  readonly input: Json | undefined;
  /** Takes what could not be handed over. */
  readonly deadLetterQueueArn: string | undefined;
}

/** An enabled rule of the default bus. */
export interface EventRule {
  readonly logicalId: string;
  readonly arn: string;
  /** Undefined: no event matches, it has only a schedule. */
  readonly matches: PatternTest | undefined;
  /** Between two events of its schedule; undefined without one. */
  readonly intervalMs: number | undefined;
  readonly targets: readonly RuleTarget[];
}

const OPERATORS = [
  ...(["prefix", "suffix", "equals-ignore-case", "wildcard"] as const),
  ...(["numeric", "exists", "anything-but"] as const),
];

// Strict: a part this reader does not know must not be left out in silence.
const TargetSchema = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  // Says how often handing over is tried again; here it succeeds or is forbidden at once.
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.coerce.number().int().min(0).max(185).optional(),
      MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(86_400).optional(),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
});

const RuleSchema = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  EventBusName: z.literal("default").optional(),
  EventPattern: z.custom<Json>().optional(),
  ScheduleExpression: z.string().optional(),
  Targets: z.array(TargetSchema).default([]),
});

/**
 * The enabled rules of the stacks.
 * @throws Error with a clear sentence for a rule, a pattern or a target that cannot be honoured.
 */
export function eventRulesOf(resources: DeployedResources): readonly EventRule[] {
  const permissions = new InvokePermissions(resources, SERVICE);
  return resources.ofType("AWS::Events::Rule").flatMap((rule) => {
    const where = `Rule ${rule.logicalId}`;
    const { State, EventPattern, ScheduleExpression, Targets } = parseRule(rule, where);
    if (State === "DISABLED") return [];
    return {
      logicalId: rule.logicalId,
      arn: rule.arn,
      matches:
        EventPattern === undefined ? undefined : compilePattern(EventPattern, OPERATORS, where),
      intervalMs: ScheduleExpression ? parseRate(ScheduleExpression, where) : undefined,
      targets: Targets.map((target) => readTarget(target, { rule, resources, permissions, where })),
    };
  });
}

function parseRule({ properties }: DeployedResource, where: string): z.infer<typeof RuleSchema> {
  const parsed = RuleSchema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${where} has parts the local platform lacks: ${z.prettifyError(parsed.error)}`);
}

interface RuleContext {
  readonly rule: DeployedResource;
  readonly resources: DeployedResources;
  readonly permissions: InvokePermissions;
  readonly where: string;
}

function readTarget(target: z.infer<typeof TargetSchema>, context: RuleContext): RuleTarget {
  const { rule, resources, permissions, where } = context;
  if (resources.byArn(target.Arn)?.type !== "AWS::Lambda::Function") {
    throw new Error(`${where}: its target ${target.Arn} is not a function of the stacks.`);
  }
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn !== undefined) assertMaySend(queueArn, context);
  return {
    functionArn: target.Arn,
    permitted: permissions.allow(target.Arn, rule.arn),
    input: target.Input === undefined ? undefined : JSON.parse(target.Input),
    deadLetterQueueArn: queueArn,
  };
}

/** EventBridge has no role here: the queue's own policy must let it in. */
function assertMaySend(queueArn: string, { rule, resources, where }: RuleContext): void {
  const queue = resources.byArn(queueArn);
  if (queue?.type !== "AWS::SQS::Queue") {
    throw new Error(`${where}: the dead-letter queue ${queueArn} is not a queue of the stacks.`);
  }
  const statements = resources
    .ofType("AWS::SQS::QueuePolicy")
    .filter(({ properties: { Queues } }) => [Queues].flat().includes(queue.physicalId))
    .flatMap(({ logicalId, properties }) =>
      statementsForService(properties.PolicyDocument, SERVICE, `Queue policy ${logicalId}`),
    );
  const context = { "aws:SourceArn": [rule.arn], "aws:SecureTransport": ["true"] };
  if (!evaluate(statements, "sqs:SendMessage", queueArn, context)) {
    throw new Error(`${where}: the policy of ${queueArn} must allow ${SERVICE} sqs:SendMessage.`);
  }
}
