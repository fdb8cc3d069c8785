import { CfnOutput, Stack } from "aws-cdk-lib";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { INDEX_ID } from "../bundling/function-entries.ts";
import { type SharedConsumerProps, StreamConsumer } from "./stream-consumer.ts";

/** Reads cards, and writes postings, what is indexed of a profile, and the vocabulary. */
export const indexAccess: Access = {
  table: [
    { actions: ["GetItem"], partitions: [PARTITION.directory, PARTITION.card] },
    {
      actions: ["Query", "PutItem", "DeleteItem", "ConditionCheckItem"],
      partitions: [PARTITION.posting],
    },
    { actions: ["UpdateItem", "PutItem", "DeleteItem"], partitions: [PARTITION.indexed] },
    { actions: ["BatchGetItem", "UpdateItem", "DeleteItem"], partitions: [PARTITION.typo] },
  ],
};

const CARD_KEYS = {
  pk: { S: FilterRule.beginsWith(PARTITION.card) },
  sk: { S: FilterRule.isEqual("CARD") },
};
const PUBLIC = { state: { S: FilterRule.isEqual("public") } };

/** A card that is public, or was before: drafts are nothing to the directory. */
const CHANGED_CARD = [
  { dynamodb: { Keys: CARD_KEYS, NewImage: PUBLIC } },
  { dynamodb: { Keys: CARD_KEYS, OldImage: PUBLIC } },
];

/** Keeps the directory's index to what cards say. */
export class DirectoryConsumer extends StreamConsumer {
  constructor(scope: Construct, id: string, props: SharedConsumerProps) {
    super(scope, id, {
      ...props,
      functionId: INDEX_ID,
      description: "Keeps the index of the directory to what published profiles say",
      access: indexAccess,
      patterns: CHANGED_CARD,
    });
    new CfnOutput(Stack.of(this), "DirectoryQueueUrl", { value: this.deadLetters.queueUrl });
  }
}
