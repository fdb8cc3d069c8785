import { Aws } from "aws-cdk-lib";
import type { Alarm } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription, UrlSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";

/** Who hears of alarms; nobody where none is given. */
export type AlarmTargets = Pick<Settings, "alarmEmail" | "alarmWebhook" | "alarmTopicArn">;

/** Tells people and programs of alarms: by a topic of our own, and by one of the operator's. */
export class AlarmActions extends Construct {
  /** Each is told. */
  readonly topics: readonly ITopic[];

  constructor(scope: Construct, id: string, targets: AlarmTargets) {
    super(scope, id);
    const { alarmEmail, alarmWebhook, alarmTopicArn } = targets;
    const own = alarmEmail || alarmWebhook ? [this.createTopic(scope, targets)] : [];
    const given = alarmTopicArn ? [Topic.fromTopicArn(this, "Given", alarmTopicArn)] : [];
    this.topics = [...own, ...given];
  }

  /** @param missing `told`: that nobody hears of the figure any more is told as well */
  notify(alarm: Alarm, missing: "told" | "fine"): void {
    for (const topic of this.topics) {
      alarm.addAlarmAction(new SnsAction(topic));
      if (missing === "told") alarm.addInsufficientDataAction(new SnsAction(topic));
    }
  }

  /** In the scope above, as a deployment's subscribers have confirmed the topic that is there. */
  private createTopic(scope: Construct, { alarmEmail, alarmWebhook }: AlarmTargets): Topic {
    const topic = new Topic(scope, "Topic", { enforceSSL: true });
    // A topic with a policy of its own loses the default one that lets alarms publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: ["cloudwatch", "budgets"].map(
          (service) => new ServicePrincipal(`${service}.amazonaws.com`),
        ),
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
    if (alarmWebhook) topic.addSubscription(new UrlSubscription(alarmWebhook));
    return topic;
  }
}
