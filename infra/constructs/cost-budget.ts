import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

/** What may be spent, and who hears of it: an address, and one topic as AWS takes no more. */
export interface CostBudgetProps {
  /** US dollars a month of the whole AWS account. */
  readonly monthlyBudget: number;
  readonly alarmEmail?: string | undefined;
  readonly topic?: ITopic | undefined;
}

/** Percent of the budget at which somebody is told: of what is spent, and of what is foreseen. */
const THRESHOLDS = [
  ["ACTUAL", 80],
  ["FORECASTED", 100],
] as const;

/** Tells when a month costs more than it should. Of the whole account: AWS tells stacks apart only by tags that somebody has to activate. */
export class CostBudget extends Construct {
  constructor(scope: Construct, id: string, props: CostBudgetProps) {
    super(scope, id);
    const { monthlyBudget: amount, alarmEmail, topic } = props;
    const subscribers = [
      ...(alarmEmail ? [{ subscriptionType: "EMAIL", address: alarmEmail }] : []),
      ...(topic ? [{ subscriptionType: "SNS", address: topic.topicArn }] : []),
    ];
    new CfnBudget(this, "Budget", {
      budget: {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        budgetLimit: { amount, unit: "USD" },
      },
      notificationsWithSubscribers: THRESHOLDS.map(([notificationType, threshold]) => ({
        notification: {
          comparisonOperator: "GREATER_THAN",
          notificationType,
          threshold,
          thresholdType: "PERCENTAGE",
        },
        subscribers,
      })),
    });
  }
}
