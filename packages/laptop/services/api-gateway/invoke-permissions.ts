import type { DeployedResources } from "../../template/deployed-resources.ts";
import { optionalText } from "../../template/template-properties.ts";
import { matchesWildcard } from "../iam/wildcard.ts";

/** Pattern; undefined when the permission holds for every source. */
type Source = string | undefined;

/** Which sources a service may invoke functions for: the functions' resource policies. */
export class InvokePermissions {
  /** By the function's name or ARN, whichever the template has. */
  readonly #sources: ReadonlyMap<string, readonly Source[]>;

  /** @param service such as `apigateway.amazonaws.com` */
  constructor(resources: DeployedResources, service: string) {
    const permissions = resources
      .ofType("AWS::Lambda::Permission")
      .map(({ properties }) => properties)
      .filter(
        ({ Action, Principal }) =>
          Principal === service && (Action === "lambda:InvokeFunction" || Action === "lambda:*"),
      );
    const groups = Map.groupBy(permissions, (one) => optionalText(one, "FunctionName") ?? "");
    this.#sources = new Map(
      [...groups].map(([name, group]) => [
        name,
        group.map((permission) => optionalText(permission, "SourceArn")),
      ]),
    );
  }

  /** True when the function may be invoked on behalf of the source. */
  allow(functionArn: string, sourceArn: string): boolean {
    const name = functionArn.split(":")[6] ?? "";
    const sources = [functionArn, name].flatMap((one) => this.#sources.get(one) ?? []);
    return sources.some((pattern) => pattern === undefined || matchesWildcard(pattern, sourceArn));
  }
}
