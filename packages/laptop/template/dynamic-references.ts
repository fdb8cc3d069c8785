import type { DeployedResource } from "./deployed-resources.ts";
import { DeployedResources } from "./deployed-resources.ts";
import type { Json } from "./json.ts";
import { isRecord } from "./json.ts";

/** A secret's current version, as a reference may name it. */
export interface ReferencedSecret {
  readonly arn: string;
  readonly name: string;
  readonly versionId: string;
  readonly secretString: string;
}

const REFERENCE = /\{\{resolve:([^{}]*)\}\}/g;
/** The secret may be an ARN, which has colons itself. After it: field, stage, version. */
const OF_SECRET = /^secretsmanager:(.+):SecretString(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?$/;
const SECRET = "AWS::SecretsManager::Secret";

/**
 * The resources with every dynamic reference replaced by what it stands for, as CloudFormation does
 * when it makes a resource: `{{resolve:secretsmanager:<secret>:SecretString[:<field>[:<stage>[:<version>]]]}}`.
 * Outputs keep theirs, as they do on AWS.
 * @throws Error in one sentence for a reference of another kind, to a secret that is not in the
 * stacks, to a field it does not have, or within a secret
 */
export function resolveDynamicReferences(
  resources: DeployedResources,
  secrets: readonly ReferencedSecret[],
): DeployedResources {
  const resolved = resources.all().map((resource) => {
    const owner = `${resource.logicalId} in stack ${resource.stack}`;
    if (resource.type === SECRET) assertNone(resource, owner);
    const standsFor = (reference: string) => secretValue(reference, secrets, owner);
    return { ...resource, properties: replaced(resource.properties, standsFor) as Properties };
  });
  return new DeployedResources(resolved, resources.outputs);
}

type Properties = DeployedResource["properties"];

function replaced(value: Json, standsFor: (reference: string) => string): Json {
  if (typeof value === "string") return value.replace(REFERENCE, (_, text) => standsFor(text));
  if (Array.isArray(value)) return value.map((item) => replaced(item, standsFor));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaced(item as Json, standsFor)]),
  );
}

function secretValue(
  reference: string,
  secrets: readonly ReferencedSecret[],
  owner: string,
): string {
  const [, id, field = "", stage = "", version = ""] = OF_SECRET.exec(reference) ?? [];
  const where = `{{resolve:${reference}}} of ${owner}`;
  if (id === undefined) {
    throw new Error(`${where} is no reference to a SecretString, which alone are resolved here.`);
  }
  const secret = secrets.find(({ arn, name }) => arn === id || name === id);
  if (secret === undefined) throw new Error(`${where} names no secret of the stacks.`);
  if (
    (stage || "AWSCURRENT") !== "AWSCURRENT" ||
    (version || secret.versionId) !== secret.versionId
  ) {
    throw new Error(`${where} names a version that the secret does not have.`);
  }
  return field === "" ? secret.secretString : fieldOf(secret.secretString, field, where);
}

function fieldOf(secretString: string, field: string, where: string): string {
  const value = Object.entries(parsed(secretString)).find(([name]) => name === field)?.[1];
  if (typeof value === "string") return value;
  throw new Error(`${where} names a field that the secret's JSON does not have as a text.`);
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** A value is made before any reference is resolved. */
function assertNone({ properties }: DeployedResource, owner: string): void {
  if (!JSON.stringify(properties).includes("{{resolve:")) return;
  throw new Error(`${owner} is a secret with a dynamic reference, which is not resolved here.`);
}
