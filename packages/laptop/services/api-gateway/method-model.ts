import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import {
  optionalNumber,
  optionalText,
  type Properties,
  propertiesIn,
  requiredText,
} from "../../template/template-properties.ts";
import { type AuthorizerModel, readAuthorizer } from "./authorizer-model.ts";
import { functionArnIn } from "./invocation-uri.ts";
import { type MockIntegration, readMockIntegration } from "./mock-integration-model.ts";
import type { StageModel } from "./stage-model.ts";
import type { ThrottleLimits } from "./throttle.ts";

/** An integration that passes the whole request to a function. */
export interface LambdaIntegration {
  readonly kind: "lambda";
  readonly functionArn: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/** A method of a path as the template says, with all that it refers to. */
export interface MethodModel {
  /** A verb, or `ANY`. */
  readonly httpMethod: string;
  /** Left out for a method that everyone may call. */
  readonly authorizer: AuthorizerModel | undefined;
  /** True when only the keys of the stage's usage plans may call. */
  readonly apiKeyRequired: boolean;
  readonly integration: LambdaIntegration | MockIntegration;
  readonly throttle: ThrottleLimits;
}

/** API Gateway's default, in milliseconds. */
const DEFAULT_TIMEOUT = 29_000;

interface MethodSurroundings {
  readonly resources: DeployedResources;
  readonly stage: StageModel;
}

/**
 * Reads one method.
 * @throws Error in one sentence for whatever the local gateway would not do as API Gateway does.
 */
export function readMethod(
  { properties, logicalId }: DeployedResource,
  path: string,
  { resources, stage }: MethodSurroundings,
): MethodModel {
  const httpMethod = requiredText(properties, "HttpMethod", logicalId);
  const owner = `${httpMethod} ${path}`;
  if (properties.RequestValidatorId !== undefined) {
    throw new Error(`${owner} has a request validator, which the local gateway does not run.`);
  }
  return {
    httpMethod,
    authorizer: authorizerOf(properties, resources, owner),
    apiKeyRequired: properties.ApiKeyRequired === true,
    integration: readIntegration(propertiesIn(properties, "Integration"), owner),
    throttle: stage.throttleOf(httpMethod, path),
  };
}

function authorizerOf(
  properties: Properties,
  resources: DeployedResources,
  owner: string,
): AuthorizerModel | undefined {
  const type = optionalText(properties, "AuthorizationType") ?? "NONE";
  if (type === "NONE") {
    return undefined;
  }
  if (type !== "CUSTOM") {
    throw new Error(`${owner} has authorization ${type}, which the local gateway does not know.`);
  }
  const id = requiredText(properties, "AuthorizerId", owner);
  const authorizer = resources.byPhysicalId("AWS::ApiGateway::Authorizer", id);
  if (authorizer === undefined) {
    throw new Error(`${owner} has an unknown authorizer ${id}.`);
  }
  return readAuthorizer(authorizer);
}

function readIntegration(
  properties: Properties,
  owner: string,
): LambdaIntegration | MockIntegration {
  const type = requiredText(properties, "Type", owner);
  if (type === "MOCK") {
    return readMockIntegration(properties, owner);
  }
  if (type !== "AWS_PROXY") {
    throw new Error(`${owner} has integration ${type}, which the local gateway does not know.`);
  }
  if (properties.Credentials !== undefined) {
    throw new Error(`${owner} invokes with a role of its own, which the local gateway does not.`);
  }
  if (properties.IntegrationHttpMethod !== "POST") {
    throw new Error(`${owner} must invoke its function by POST: API Gateway fails otherwise.`);
  }
  if (properties.RequestParameters !== undefined) {
    throw new Error(`${owner} maps request parameters, which the local gateway does not.`);
  }
  return {
    kind: "lambda",
    functionArn: functionArnIn(requiredText(properties, "Uri", owner), owner),
    timeout: optionalNumber(properties, "TimeoutInMillis") ?? DEFAULT_TIMEOUT,
  };
}
