import { ACCOUNT } from "../../template/account.ts";
import type { Call } from "./call.ts";
import { headerOf } from "./incoming-request.ts";

/** `requestContext` of an event, which is also where `$context` variables are looked up. */
export function requestContextOf(call: Call) {
  const { api, request, route, authorization, startedAt } = call;
  const domainName = `${api.apiId}.execute-api.${ACCOUNT.region}.${ACCOUNT.urlSuffix}`;
  return {
    resourceId: route?.resource.id,
    ...(authorization && {
      authorizer: {
        ...Object.fromEntries(authorization.context),
        principalId: authorization.principalId,
        integrationLatency: authorization.latency,
      },
    }),
    resourcePath: route?.resource.path,
    httpMethod: request.httpMethod,
    extendedRequestId: call.extendedRequestId,
    requestTime: requestTime(startedAt),
    path: `/${api.stage.name}${request.sentPath}`,
    accountId: ACCOUNT.id,
    protocol: request.protocol,
    stage: api.stage.name,
    domainPrefix: api.apiId,
    requestTimeEpoch: startedAt.getTime(),
    requestId: call.requestId,
    identity: identityOf(call),
    domainName,
    deploymentId: api.stage.deploymentId,
    apiId: api.apiId,
  };
}

function identityOf({ request, gatewayKey }: Call) {
  return {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    ...(gatewayKey && { apiKey: gatewayKey.value, apiKeyId: gatewayKey.id }),
    caller: null,
    sourceIp: request.sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: headerOf(request.headers, "user-agent") ?? null,
    user: null,
  };
}

/** The time as in a common log: `09/Apr/2015:12:34:56 +0000`. */
function requestTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}

/** ARN of the called method, as policies and permissions name it. */
export function methodArnOf({ api, request }: Call, path: string): string {
  const { partition, region, id } = ACCOUNT;
  return `arn:${partition}:execute-api:${region}:${id}:${api.apiId}/${api.stage.name}/${request.httpMethod}${path}`;
}
