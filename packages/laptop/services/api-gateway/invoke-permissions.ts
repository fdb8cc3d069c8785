import type { DeployedResources } from "../../template/deployed-resources.ts";
import { optionalText } from "../../template/template-properties.ts";
import { matchesWildcard } from "../iam/wildcard.ts";

interface Permission {
  readonly functionName: string;
  /** Pattern; left out when the permission holds for every source. */
  readonly sourceArn: string | undefined;
}

/** Which sources a service may invoke functions for: the functions' resource policies. */
export class InvokePermissions {
  readonly #permissions: readonly Permission[];

  /** @param service such as `apigateway.amazonaws.com` */
  constructor(resources: DeployedResources, service: string) {
    this.#permissions = resources
      .ofType("AWS::Lambda::Permission")
      .filter(
        ({ properties: { Action, Principal } }) =>
          Principal === service && (Action === "lambda:InvokeFunction" || Action === "lambda:*"),
      )
      .map(({ properties }) => ({
        functionName: optionalText(properties, "FunctionName") ?? "",
        sourceArn: optionalText(properties, "SourceArn"),
      }));
  }

  /** True when the function may be invoked on behalf of the source. */
  allow(functionArn: string, sourceArn: string): boolean {
    const name = functionArn.split(":")[6];
    return this.#permissions.some(
      (permission) =>
        [functionArn, name].includes(permission.functionName) &&
        (permission.sourceArn === undefined || matchesWildcard(permission.sourceArn, sourceArn)),
    );
  }
}
