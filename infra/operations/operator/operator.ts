import { ACCOUNT, errorCode, readServerFile } from "@profiles-api/laptop/running";
import { isPlanName, PLANS, type PlanName } from "../../../shared/model/plans.ts";
import { dataDirOf } from "../../laptop/data-dir.ts";
import { OperatorError } from "../../operator-error.ts";
import { watchAnswers } from "../answers-of-aws.ts";
import { environmentSentence } from "../aws-failure.ts";
import { parseUserOrder, USER_VERBS, type UserOrder } from "./user-order.ts";

const USAGE = `Usage:
  npm run -s operator -- show <account>
  npm run -s operator -- plan <account> <${Object.keys(PLANS).join("|")}>
  npm run -s operator -- redrive
  npm run -s operator -- sweep
  npm run -s operator -- reindex [<seconds>]
  npm run -s operator -- user <${USER_VERBS.join("|")}> <e-mail address>

It talks to the npm start of the same DATA_DIR. For a deployment set TABLE_NAME, AWS_REGION, AWS
credentials, and outputs of the stacks: for plan USAGE_PLAN_PREFIX (UsagePlanPrefix); for redrive
PHOTO_BUCKET (PhotoBucketName) and REMOVAL_QUEUE_URL (RemovalQueueUrl); for sweep SWEEP_FUNCTION
(SweepFunctionName); for reindex DIRECTORY_QUEUE_URL (DirectoryQueueUrl). For user set USER_POOL_ID (UserPoolId) and AWS_REGION; TABLE_NAME is not needed.`;

const NOT_RUNNING =
  "No npm start is running with this DATA_DIR; for a deployment set what docs/operations.md says, TABLE_NAME first.";

const NO_POOL =
  "There is no user pool on the laptop, where npm run token makes tokens; for a deployment set USER_POOL_ID, the output UserPoolId of the stateful stack.";

const HALF_DONE = " The change may be half done: correct this and run it again.";

/** What a command needs of a deployment beside its table, with the outputs that tell it. */
const NEEDED = {
  show: {},
  plan: { USAGE_PLAN_PREFIX: "UsagePlanPrefix of the API stack" },
  redrive: {
    PHOTO_BUCKET: "PhotoBucketName of the stateful stack",
    REMOVAL_QUEUE_URL: "RemovalQueueUrl of the background stack",
  },
  sweep: { SWEEP_FUNCTION: "SweepFunctionName of the background stack" },
  reindex: { DIRECTORY_QUEUE_URL: "DirectoryQueueUrl of the background stack" },
  user: {},
} as const;

/**
 * Seconds that the directory's former index stays: longer than a function knows which one to search,
 * or runs on with what it has read.
 */
const REINDEX_WAIT = 120;

type Command =
  | { readonly verb: "show"; readonly account: string }
  | { readonly verb: "plan"; readonly account: string; readonly plan: PlanName }
  | { readonly verb: "redrive" | "sweep" }
  | { readonly verb: "reindex"; readonly waitSeconds: number }
  | ({ readonly verb: "user" } & UserOrder);

process.exitCode = await main(process.argv.slice(2));

/** Exit codes: 0 done, 1 it failed, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const command = parse(args);
  if (!command) {
    console.error(`${faultOf(args)}${USAGE}`);
    return 2;
  }
  const onLaptop = !process.env.TABLE_NAME && command.verb !== "user";
  const hasAnswered = watchAnswers();
  try {
    if (command.verb === "user" && !process.env.USER_POOL_ID) throw new OperatorError(NO_POOL);
    if (onLaptop) await useLaptop();
    else {
      requireSettings(command);
      // Loaded for a deployment: it brings a client of the SDK along.
      const { requireRegion } = await import("../require-region.ts");
      await requireRegion(process.env);
    }
    const { done, report } = await run(command);
    console.log(JSON.stringify(report, null, 2));
    return done ? 0 : 1;
  } catch (error) {
    console.error(sentenceFor(error, onLaptop, command.verb === "show", hasAnswered()));
    return 1;
  }
}

function parse([verb, account, plan, ...more]: readonly string[]): Command | undefined {
  if (verb === "user") {
    const order = parseUserOrder([account, plan, ...more]);
    return order && { verb, ...order };
  }
  if (more.length > 0) return undefined;
  if (verb === "reindex" && plan === undefined && /^\d{1,4}$/.test(account ?? `${REINDEX_WAIT}`)) {
    return { verb, waitSeconds: Number(account ?? REINDEX_WAIT) };
  }
  if ((verb === "redrive" || verb === "sweep") && account === undefined) return { verb };
  if (!account) return undefined;
  if (verb === "show" && plan === undefined) return { verb, account };
  if (verb === "plan" && isPlanName(plan)) return { verb, account, plan };
  return undefined;
}

/** What is wrong with a command that is right but for its plan, or nothing. */
function faultOf([verb, account, plan, ...more]: readonly string[]): string {
  const isOnlyPlan = verb === "plan" && account && plan !== undefined && more.length === 0;
  return isOnlyPlan ? `There is no plan ${plan}.\n\n` : "";
}

interface Outcome {
  /** False when some of it remains to be done. */
  readonly done: boolean;
  readonly report: object;
}

/** What commands need is loaded once the environment is complete: they read it on loading. */
async function run(command: Command): Promise<Outcome> {
  switch (command.verb) {
    case "sweep": {
      const { runSweep } = await import("./run-sweep.ts");
      return { done: true, report: await runSweep(process.env.SWEEP_FUNCTION ?? "") };
    }
    case "redrive": {
      const { redriveRemovals } = await import("./redrive-removals.ts");
      const report = await redriveRemovals(process.env.REMOVAL_QUEUE_URL ?? "");
      return { done: report.failed.length === 0, report };
    }
    case "reindex": {
      const { reindexDirectory } = await import("./reindex-directory.ts");
      const { waitSeconds } = command;
      const queueUrl = process.env.DIRECTORY_QUEUE_URL ?? "";
      const report = (line: string) => console.error(line);
      return { done: true, report: await reindexDirectory(queueUrl, { waitSeconds, report }) };
    }
    case "user": {
      const { manageUser } = await import("./user-commands.ts");
      const report = await manageUser(process.env.USER_POOL_ID ?? "", command);
      return { done: true, report };
    }
    default:
      return { done: true, report: await accountReport(command) };
  }
}

async function accountReport(command: Extract<Command, { account: string }>): Promise<object> {
  const { findKeyHolder } = await import("../../../shared/persistence/key-holder-repository.ts");
  const { changePlan } = await import("../../../shared/domain/api-key/change-plan.ts");
  const { account } = command;
  const holder =
    command.verb === "plan"
      ? await changePlan(account, command.plan)
      : await findKeyHolder(account);
  const { requestsPerDay } = PLANS[holder.plan];
  return {
    account,
    plan: holder.plan,
    requestsPerDay: requestsPerDay ?? "unlimited",
    apiKeys: holder.apiKeyIds.length,
  };
}

/** Points the clients at the services of the running `npm start`. */
async function useLaptop(): Promise<void> {
  const facts = await readServerFile(dataDirOf(process.env));
  if (!facts) throw new OperatorError(NOT_RUNNING);
  Object.assign(process.env, {
    TABLE_NAME: facts.outputs.TableName,
    PHOTO_BUCKET: facts.outputs.PhotoBucketName,
    REMOVAL_QUEUE_URL: facts.outputs.RemovalQueueUrl,
    DIRECTORY_QUEUE_URL: facts.outputs.DirectoryQueueUrl,
    SWEEP_FUNCTION: facts.outputs.SweepFunctionName,
    USAGE_PLAN_PREFIX: facts.outputs.UsagePlanPrefix,
    AWS_REGION: ACCOUNT.region,
    AWS_ACCESS_KEY_ID: facts.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: facts.dynamodb,
    AWS_ENDPOINT_URL_S3: facts.s3,
    AWS_ENDPOINT_URL_SQS: facts.sqs,
    AWS_ENDPOINT_URL_API_GATEWAY: facts.apiGateway,
    AWS_ENDPOINT_URL_LAMBDA: facts.lambda,
  });
  // These would come before the laptop's own credentials, or beside them.
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_SESSION_TOKEN;
}

/** Asked for before anything is changed. */
function requireSettings({ verb }: Command): void {
  for (const [name, output] of Object.entries(NEEDED[verb])) {
    if (!process.env[name])
      throw new OperatorError(`${name} is not set; it is the output ${output}.`);
  }
}

/** One sentence for what the SDK throws; two when a change may be half done. */
function sentenceFor(
  error: unknown,
  onLaptop: boolean,
  isReading: boolean,
  hasAnswered: boolean,
): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof OperatorError) return error.message;
  if (onLaptop && errorCode(error) === "ECONNREFUSED") return NOT_RUNNING;
  const again = !isReading && hasAnswered ? HALF_DONE : "";
  const lack = environmentSentence(error);
  if (lack !== undefined) return `${lack}${again}`;
  if (error.name === "ResourceNotFoundException") {
    return `There is no table ${process.env.TABLE_NAME} in this account and region.`;
  }
  if (error.name === "TimeoutError") {
    const doubt = isReading ? "" : HALF_DONE;
    return `The table or the gateway did not answer in time.${doubt}`;
  }
  return `${error.message.replace(/\.$/, "")}.${again}`;
}
