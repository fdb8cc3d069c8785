import { OperatorError } from "../operator-error.ts";
import { awsFailure } from "./aws-failure.ts";
import { awsRegion } from "./preflight/aws-region.ts";
import { identifyCaller } from "./preflight/caller.ts";
import { SDK_OPTIONS } from "./sdk-options.ts";

/**
 * The account and region that the environment stands for.
 * @throws OperatorError when it stands for none
 */
export async function requireCaller(): Promise<{ account: string; region: string }> {
  const region = await awsRegion(process.env);
  if (region === undefined) throw new OperatorError("No region is set: set AWS_REGION.");
  const caller = await identifyCaller({ ...SDK_OPTIONS, region }).catch((error) => {
    const sentence = `AWS (STS) does not say whose credentials these are: ${awsFailure(error, [])}.`;
    throw new OperatorError(sentence, { cause: error });
  });
  if (caller.kind === "known") return { account: caller.account, region };
  throw new OperatorError(
    caller.kind === "refused"
      ? `${caller.why.charAt(0).toUpperCase()}${caller.why.slice(1)}.`
      : `The account has not enabled ${region}: aws account enable-region --region-name ${region}.`,
  );
}
