import { OperatorError } from "../../operator-error.ts";
import { awsFailure, credentialsSentence } from "../aws-failure.ts";
import { type Caller, identifyCaller, unreachable } from "../aws-identity.ts";
import { requireRegion } from "../require-region.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";

/**
 * The account and region that the environment stands for.
 * @throws OperatorError when it stands for none
 */
export async function requireCaller(): Promise<{ account: string; region: string }> {
  const region = await requireRegion(process.env);
  const caller = await identifyCaller({ ...SDK_OPTIONS, region }).catch((error) => {
    const sentence = `AWS (STS) does not say whose credentials these are: ${awsFailure(error, [])}.`;
    throw new OperatorError(sentence, { cause: error });
  });
  if (caller.kind === "known") return { account: caller.account, region };
  throw new OperatorError(obstacle(caller, region));
}

function obstacle(caller: Exclude<Caller, { kind: "known" }>, region: string): string {
  switch (caller.kind) {
    case "refused":
      return credentialsSentence(caller.why);
    case "no-region":
      return `There is no region ${region}: correct AWS_REGION.`;
    case "unreachable":
      return `${unreachable(caller.host)}.`;
    case "region-off":
      return `The account has not enabled ${region}: aws account enable-region --region-name ${region}.`;
  }
}
