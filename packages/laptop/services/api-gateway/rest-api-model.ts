import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import { ROOT_RESOURCE_ID } from "../../template/physical-ids.ts";
import {
  listOfTexts,
  mapOfTexts,
  optionalNumber,
  optionalText,
  requiredText,
} from "../../template/template-properties.ts";
import { type MethodModel, readMethod } from "./method-model.ts";
import { compareSpecificity, parsePath, type Segment } from "./resource-path.ts";
import { readStage, type StageModel } from "./stage-model.ts";

/** A path of the API with its methods, by verb or `ANY`. */
export interface ResourceModel {
  readonly id: string;
  /** As in the template: `/profiles/{profile_id}`. */
  readonly path: string;
  readonly segments: readonly Segment[];
  readonly methods: ReadonlyMap<string, MethodModel>;
}

/** A customised answer to one type of error. */
export interface GatewayResponseModel {
  readonly status: number | undefined;
  /** Bodies by media type. */
  readonly templates: ReadonlyMap<string, string>;
  /** Mapping expressions by header name. */
  readonly headers: ReadonlyMap<string, string>;
}

/** The REST API of the stacks, as its one stage serves it. */
export interface RestApiModel {
  readonly apiId: string;
  readonly stage: StageModel;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes from which on answers of integrations are compressed; undefined where none is. */
  readonly minimumCompressionSize: number | undefined;
  /** Where a plan's key comes from: `HEADER` or `AUTHORIZER`. */
  readonly apiKeySource: string;
  /** Only paths that have methods, the most specific first. */
  readonly resources: readonly ResourceModel[];
  /** By type: `UNAUTHORIZED`, `DEFAULT_4XX` and the like. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseModel>;
}

/** Features of a REST API whose effect would be missing here. */
const REFUSED = ["Policy", "Body", "BodyS3Location"];

/**
 * Reads the REST API from the deployed resources.
 * @throws Error in one sentence for whatever the local gateway would not do as API Gateway does.
 */
export function readRestApi(resources: DeployedResources): RestApiModel {
  const api = resources.one("AWS::ApiGateway::RestApi");
  const refused = REFUSED.find((name) => api.properties[name] !== undefined);
  if (refused !== undefined) {
    throw new Error(`The local gateway does not support ${refused} of a REST API.`);
  }
  const stage = readStage(resources);
  return {
    apiId: api.physicalId,
    stage,
    binaryMediaTypes: listOfTexts(api.properties, "BinaryMediaTypes"),
    minimumCompressionSize: optionalNumber(api.properties, "MinimumCompressionSize"),
    apiKeySource: optionalText(api.properties, "ApiKeySourceType") ?? "HEADER",
    resources: readResources(resources, stage),
    gatewayResponses: new Map(
      resources.ofType("AWS::ApiGateway::GatewayResponse").map(readGatewayResponse),
    ),
  };
}

function readResources(resources: DeployedResources, stage: StageModel): readonly ResourceModel[] {
  const paths = resourcePaths(resources);
  const methods = Map.groupBy(
    resources.ofType("AWS::ApiGateway::Method"),
    ({ properties, logicalId }) => requiredText(properties, "ResourceId", logicalId),
  );
  const models = [...methods].map(([id, own]) => {
    const path = paths.get(id);
    if (path === undefined) {
      throw new Error(`${own[0]?.logicalId} belongs to an unknown resource ${id}.`);
    }
    const read = own.map((method) => readMethod(method, path, { resources, stage }));
    const byVerb = new Map(read.map((method) => [method.httpMethod, method]));
    return { id, path, segments: parsePath(path), methods: byVerb };
  });
  return models.sort((one, other) => compareSpecificity(one.segments, other.segments));
}

/** Full path of every resource by id. API Gateway allows one variable below a resource, and nothing below a greedy one. */
function resourcePaths(resources: DeployedResources): ReadonlyMap<string, string> {
  const variables = new Set<string>();
  const parts = new Map<string, { readonly parent: string; readonly part: string }>();
  for (const { physicalId, logicalId, properties } of resources.ofType(
    "AWS::ApiGateway::Resource",
  )) {
    const parent = requiredText(properties, "ParentId", logicalId);
    const part = requiredText(properties, "PathPart", logicalId);
    if (part.startsWith("{") && variables.size === variables.add(parent).size) {
      throw new Error(`${logicalId} is a second variable below one resource: ${part}.`);
    }
    parts.set(physicalId, { parent, part });
  }
  for (const { parent, part } of parts.values()) {
    if (parts.get(parent)?.part.endsWith("+}")) {
      throw new Error(`${part} lies below a greedy variable, where API Gateway allows nothing.`);
    }
  }
  const pathOf = (id: string): string => {
    const entry = parts.get(id);
    return entry === undefined ? "" : `${pathOf(entry.parent)}/${entry.part}`;
  };
  return new Map([
    [ROOT_RESOURCE_ID, "/"],
    ...[...parts.keys()].map((id) => [id, pathOf(id)] as const),
  ]);
}

function readGatewayResponse({
  properties,
  logicalId,
}: DeployedResource): readonly [string, GatewayResponseModel] {
  const status = optionalText(properties, "StatusCode");
  const headers = [...mapOfTexts(properties, "ResponseParameters")].map(
    ([name, expression]) => [name.replace(/^gatewayresponse\.header\./, ""), expression] as const,
  );
  const model = {
    status: status === undefined ? undefined : Number(status),
    templates: mapOfTexts(properties, "ResponseTemplates"),
    headers: new Map(headers),
  };
  return [requiredText(properties, "ResponseType", logicalId), model];
}
