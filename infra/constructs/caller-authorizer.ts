import { Duration } from "aws-cdk-lib";
import { type CfnAuthorizer, RequestAuthorizer } from "aws-cdk-lib/aws-apigateway";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";

/** Asks the function about the caller of every request, whichever credential there is. */
export function callerAuthorizer(scope: Construct, handler: IFunction): RequestAuthorizer {
  // Identity sources are ANDed, so naming one would refuse callers who use the other; and a
  // cached answer would outlive a revoked key.
  const authorizer = new RequestAuthorizer(scope, "Authorizer", {
    handler,
    identitySources: [],
    resultsCacheTtl: Duration.seconds(0),
  });
  const resource = authorizer.node.defaultChild as CfnAuthorizer;
  resource.addPropertyDeletionOverride("IdentitySource");
  return authorizer;
}
