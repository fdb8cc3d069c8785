import { Stack } from "aws-cdk-lib";
import type { CfnStage, RestApi } from "aws-cdk-lib/aws-apigateway";
import { CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";

/** Seconds over which AWS counts the requests of an address. */
const WINDOW = 300;

/** What a caller is told who is held back here: no function and no gateway has seen the request. */
const REFUSAL = JSON.stringify({
  detail: "Too many requests from this address; try again in a few minutes.",
  code: "too_many_requests",
  request_id: "",
});

/** The gateway that it stands before, and how many requests an address may send. */
export interface WebAclProps {
  readonly api: RestApi;
  readonly settings: Pick<Settings, "wafRate">;
}

/**
 * Stands before the stage, and holds back addresses that send too many requests. A deployment of the
 * operator's choice, as AWS charges for it by the month and by the request.
 */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { api, settings }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, "Acl", {
      description: "Holds back addresses that send too many requests",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      customResponseBodies: {
        TooMany: { contentType: "APPLICATION_JSON", content: REFUSAL },
      },
      rules: [this.rateOfAddress(settings.wafRate)],
      visibilityConfig: this.counted("All"),
    });
    const stage = api.deploymentStage;
    const association = new CfnWebACLAssociation(this, "Stage", {
      webAclArn: acl.attrArn,
      resourceArn: stage.stageArn,
    });
    association.addResourceDependency(stage.node.defaultChild as CfnStage);
  }

  private rateOfAddress(limit: number): CfnWebACL.RuleProperty {
    const responseHeaders = [
      { name: "Retry-After", value: String(WINDOW) },
      { name: "Access-Control-Allow-Origin", value: "*" },
    ];
    const customResponse = { responseCode: 429, customResponseBodyKey: "TooMany", responseHeaders };
    return {
      name: "RateOfAddress",
      priority: 0,
      statement: {
        rateBasedStatement: { aggregateKeyType: "IP", limit, evaluationWindowSec: WINDOW },
      },
      action: { block: { customResponse } },
      visibilityConfig: this.counted("RateOfAddress"),
    };
  }

  /** No requests are sampled: they would show addresses and queries. */
  private counted(name: string) {
    const metricName = `${Stack.of(this).stackName}${name}`;
    return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
  }
}
