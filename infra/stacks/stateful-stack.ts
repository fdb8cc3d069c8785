import { CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  type ITable,
  StreamViewType,
  Table,
} from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { acknowledge } from "../constructs/acknowledge.ts";
import { createPhotoBucket, createRemovalLog } from "../constructs/kept-buckets.ts";
import { PhotoDelivery } from "../constructs/photo-delivery.ts";
import type { MeasuredTable } from "../constructs/service-metrics.ts";
import { UserPool } from "../constructs/user-pool.ts";
import { TOLD_SECRET_LENGTH } from "../settings/environment-budget.ts";
import { type PoolIssuer, poolAccounts } from "../settings/jwt-issuers.ts";
import type { Settings } from "../settings/settings.ts";

/** Kept from the first successful deployment on; one that fails takes it back with it. */
const KEEP_ONCE_MADE = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** Field of the secret's JSON. */
const LOG_KEY_FIELD = "key";

/** What an operator decides about what is kept. */
export interface StatefulStackProps extends StackProps {
  readonly settings: Settings;
}

/** A table, and its stream with old and new images. */
interface TableInUse {
  readonly table: MeasuredTable & Pick<ITable, "tableName" | "tableArn">;
  readonly streamArn: string;
}

/** What must outlive every deployment: the table, the photos and the address they are served at. */
export class StatefulStack extends Stack {
  /** The table in use: the stack's own, or a restored one. */
  readonly table: TableInUse["table"];
  /** Its stream, with old and new images. */
  readonly streamArn: string;
  readonly photoBucket: Bucket;
  /** What was removed from the table, told outside of it. */
  readonly removalLog: Bucket;
  /** What API keys are digested with: JSON with each version, and the name of the current one. */
  readonly pepper: Secret;
  /** What accounts are digested with for logs: JSON with the field `key`. */
  readonly logKey: Secret;
  /** Where photo keys are served, without a trailing slash. */
  readonly photoBaseUrl: string;
  /** The user pool, as other stacks trust it; left out when there is none, or it is being retired. */
  readonly poolIssuer: PoolIssuer | undefined;
  /** ARN of the user pool; left out as the issuer is: a pool that is being retired is no other stack's. */
  readonly userPoolArn: string | undefined;
  /** `USER_POOL_ACCOUNTS` of functions: whose accounts the people of the pool are. */
  readonly userPoolAccounts: string;

  constructor(scope: Construct, id: string, props: StatefulStackProps) {
    super(scope, id, props);
    const ownTable = this.createTable();
    const inUse = this.tableInUse(ownTable, props.settings);
    this.table = inUse.table;
    this.streamArn = inUse.streamArn;
    this.removalLog = createRemovalLog(this);
    this.photoBucket = createPhotoBucket(this, props.settings);
    this.pepper = this.createPepper();
    this.logKey = this.createLogKey();
    const delivery = new PhotoDelivery(this, "PhotoDelivery", {
      bucket: this.photoBucket,
      settings: props.settings,
    });
    this.photoBaseUrl = delivery.baseUrl;
    // With a host name of one's own nothing imports it any more; until the API stack is updated, it
    // still does, and CloudFormation refuses to take away an export in use.
    this.exportValue(delivery.domainName);
    const pool = this.createUserPool(props.settings, delivery);
    // Exported in either case: an export can be taken away only once no other stack uses it.
    const issuer = pool?.exportedIssuer();
    this.poolIssuer = props.settings.userPool === true ? issuer : undefined;
    this.userPoolArn = this.poolIssuer && pool?.exportedArn();
    this.userPoolAccounts = poolAccounts(props.settings, this.poolIssuer?.issuer);
    // Last, so that no failed first deployment leaves a table: its protection would keep it.
    const { photoBucket, removalLog, pepper, logKey } = this;
    const others = [photoBucket, removalLog, pepper, logKey, delivery, ...(pool ? [pool] : [])];
    ownTable.node.addDependency(...others);
    new CfnOutput(this, "TableName", { value: this.table.tableName });
    new CfnOutput(this, "PhotoBucketName", { value: this.photoBucket.bucketName });
    new CfnOutput(this, "RemovalLogBucketName", { value: this.removalLog.bucketName });
    new CfnOutput(this, "PepperSecretArn", { value: this.pepper.secretArn });
    new CfnOutput(this, "LogKeySecretArn", { value: this.logKey.secretArn });
    new CfnOutput(this, "PhotoUrl", { value: this.photoBaseUrl });
    const accounts = poolAccounts(props.settings, this.poolIssuer && pool?.issuer);
    new CfnOutput(this, "UserPoolAccounts", { value: accounts });
  }

  /**
   * `LOG_KEY` of functions: CloudFormation puts the value in when it makes them, so that none of them
   * has to ask for it.
   */
  get logKeyValue(): string {
    return this.logKey.secretValueFromJson(LOG_KEY_FIELD).unsafeUnwrap();
  }

  private createTable(): Table {
    return new Table(this, "Table", {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      timeToLiveAttribute: "expiresAt",
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /**
   * The stack's own table is exported in any case: stacks that are not updated yet import it, and an
   * export in use can neither change nor be taken away.
   */
  private tableInUse(own: Table, { restoredTable }: Settings): TableInUse {
    const { tableStreamArn = "" } = own;
    for (const value of [own.tableName, own.tableArn, tableStreamArn]) this.exportValue(value);
    if (restoredTable === undefined) return { table: own, streamArn: tableStreamArn };
    const [tableArn = ""] = restoredTable.split("/stream/");
    const facts = { tableArn, tableStreamArn: restoredTable };
    const table = Table.fromTableAttributes(this, "RestoredTable", facts);
    return { table, streamArn: restoredTable };
  }

  private createPepper(): Secret {
    const pepper = new Secret(this, "Pepper", {
      description: "Digests of API keys are made with it; lost with it are all API keys",
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: "v1" }),
        generateStringKey: "v1",
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: KEEP_ONCE_MADE,
    });
    acknowledge(
      pepper,
      "SMG4",
      "Stored digests need the version they were made with: a new version is added beside the old ones, by hand.",
    );
    return pepper;
  }

  private createLogKey(): Secret {
    const logKey = new Secret(this, "LogKey", {
      description: "Accounts are digested with it for logs; lost with it is who was meant",
      generateSecretString: {
        secretStringTemplate: "{}",
        generateStringKey: LOG_KEY_FIELD,
        passwordLength: TOLD_SECRET_LENGTH,
        excludePunctuation: true,
      },
      removalPolicy: KEEP_ONCE_MADE,
    });
    acknowledge(
      logKey,
      "SMG4",
      "With another value no line or record of before could be told to be an account's.",
    );
    return logKey;
  }

  private createUserPool(settings: Settings, delivery: PhotoDelivery): UserPool | undefined {
    if (!settings.userPool) return undefined;
    const pool = new UserPool(this, "UserPool", settings);
    // A pool cannot be rolled back, as it is protected: what may fail in a new account comes first.
    pool.node.addDependency(delivery);
    return pool;
  }
}
