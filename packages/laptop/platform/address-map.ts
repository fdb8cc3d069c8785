import { ACCOUNT } from "../template/account.ts";
import type { DeployedResources } from "../template/deployed-resources.ts";

/** Replaces the addresses of AWS in variables of functions and of the stage by those of this platform. */
export function addressMap(
  resources: DeployedResources,
  front: string,
  issuer: string,
): (value: string) => string {
  const api = resources.one("AWS::ApiGateway::RestApi").physicalId;
  const stage = resources.one("AWS::ApiGateway::Stage").physicalId;
  const host = `${api}.execute-api.${ACCOUNT.region}.${ACCOUNT.urlSuffix}`;
  const local: readonly (readonly [string, string])[] = [
    [`https://${host}/${stage}`, front],
    ["https://photos.local.invalid", front],
    ["https://jwks.dev-issuer.invalid", issuer],
  ];
  return (value: string): string =>
    local.reduce((mapped, [address, own]) => mapped.replaceAll(address, own), value);
}
