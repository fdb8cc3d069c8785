import { ACCOUNT, readServerFile } from "@profiles-api/laptop/running";
import { dataDirOf } from "../../laptop/data-dir.ts";
import { OperatorError } from "../../operator-error.ts";

/** What is said where a command has nothing to talk to. */
export const NOT_RUNNING =
  "No npm start is running with this DATA_DIR; for a deployment set what docs/operations.md says, TABLE_NAME first.";

/**
 * Points the clients of this process at the services of the running `npm start`.
 * @throws OperatorError when none is running
 */
export async function useLaptop(): Promise<void> {
  const facts = await readServerFile(dataDirOf(process.env));
  if (!facts) throw new OperatorError(NOT_RUNNING);
  Object.assign(process.env, {
    TABLE_NAME: facts.outputs.TableName,
    PHOTO_BUCKET: facts.outputs.PhotoBucketName,
    REMOVAL_LOG_BUCKET: facts.outputs.RemovalLogBucketName,
    REMOVAL_QUEUE_URL: facts.outputs.RemovalQueueUrl,
    DIRECTORY_QUEUE_URL: facts.outputs.DirectoryQueueUrl,
    SWEEP_FUNCTION: facts.outputs.SweepFunctionName,
    USAGE_PLAN_PREFIX: facts.outputs.UsagePlanPrefix,
    PEPPER_SECRET_ARN: facts.outputs.PepperSecretArn,
    CHECK_SECRET_ARN: facts.outputs.CheckSecretArn,
    LOG_KEY_SECRET_ARN: facts.outputs.LogKeySecretArn,
    USER_POOL_ACCOUNTS: facts.outputs.UserPoolAccounts,
    // Nothing is under way for long there.
    ERASURE_WAIT_SECONDS: "0",
    AWS_REGION: ACCOUNT.region,
    AWS_ACCESS_KEY_ID: facts.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: facts.dynamodb,
    AWS_ENDPOINT_URL_S3: facts.s3,
    AWS_ENDPOINT_URL_SQS: facts.sqs,
    AWS_ENDPOINT_URL_API_GATEWAY: facts.apiGateway,
    AWS_ENDPOINT_URL_LAMBDA: facts.lambda,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: facts.secretsManager,
  });
  // These would come before the laptop's own credentials, or beside them.
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_SESSION_TOKEN;
}
