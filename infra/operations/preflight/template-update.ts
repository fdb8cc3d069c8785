import { RESOURCE_IDENTITIES } from "./resource-identity.ts";
import {
  exportsOf,
  type Json,
  referencesIn,
  type Template,
  type TemplateResource,
} from "./template.ts";
import { hasUserPool } from "./user-pool-loss.ts";

/** What stands in the way of an update from one template of a stack to another. */
export interface UpdateFaults {
  /** Exports that go or change their value, whoever imports them. */
  readonly lostExports: readonly string[];
  /** Logical ids of retained resources that fall out of the stack or are made anew. */
  readonly lostResources: readonly string[];
  /** Logical ids of resources that would be made beside one that has their name. */
  readonly collisions: readonly string[];
}

/** Reads two templates of one stack as CloudFormation does when it updates it. */
export function compareTemplates(from: Template, to: Template): UpdateFaults {
  const made = madeAnew(from, to);
  const before = exportsOf(from);
  const after = exportsOf(to);
  const changed = (name: string, value: Json) =>
    !isEqual(after.get(name), value) || referencesIn(value).some((id) => made.has(id));
  return {
    lostExports: [...before].filter(([name, value]) => changed(name, value)).map(([name]) => name),
    lostResources: Object.entries(from.Resources)
      .filter(([id, resource]) => isKept(resource) && (!to.Resources[id] || made.has(id)))
      // Whether a pool may go is a question of its own: `userPoolLoss`.
      .filter(([, { Type }]) => !Type.startsWith("AWS::Cognito::") || hasUserPool(to))
      .map(([id]) => id),
    collisions: collisionsOf(from, to, made),
  };
}

function isKept({ DeletionPolicy }: TemplateResource): boolean {
  return DeletionPolicy !== undefined && DeletionPolicy !== "Delete";
}

/** Logical ids of what the update creates: new ones, and those that give way to another resource. */
function madeAnew(from: Template, to: Template): ReadonlySet<string> {
  const made = new Set(Object.keys(to.Resources).filter((id) => !from.Resources[id]));
  for (let before = -1; before !== made.size; ) {
    before = made.size;
    for (const [id, resource] of Object.entries(to.Resources)) {
      const old = from.Resources[id];
      if (old && isReplaced(old, resource, made)) made.add(id);
    }
  }
  return made;
}

function isReplaced(
  from: TemplateResource,
  to: TemplateResource,
  made: ReadonlySet<string>,
): boolean {
  if (from.Type !== to.Type) return true;
  return replacingProperties(from, to).some((name) => {
    const value = to.Properties?.[name];
    return (
      !isEqual(from.Properties?.[name], value) || referencesIn(value).some((id) => made.has(id))
    );
  });
}

function replacingProperties(from: TemplateResource, to: TemplateResource): readonly string[] {
  const { replacedBy = [] } = RESOURCE_IDENTITIES[to.Type] ?? {};
  if (!replacedBy.includes("*")) return replacedBy;
  return [...Object.keys(from.Properties ?? {}), ...Object.keys(to.Properties ?? {})];
}

/** CloudFormation makes what is new before it removes what is old: both are there for a while. */
function collisionsOf(
  from: Template,
  to: Template,
  made: ReadonlySet<string>,
): UpdateFaults["collisions"] {
  const taken = new Set(Object.values(from.Resources).flatMap(uniqueName));
  return [...made].filter((id) => {
    const [name] = to.Resources[id] ? uniqueName(to.Resources[id]) : [];
    if (name === undefined || !taken.has(name)) return false;
    return !referencesIn(JSON.parse(name)).some((other) => made.has(other));
  });
}

/** The name as JSON, or nothing where AWS chooses it. */
export function uniqueName({ Type, Properties }: TemplateResource): string[] {
  const { unique = [] } = RESOURCE_IDENTITIES[Type] ?? {};
  if (unique.length === 0) return [];
  const parts = unique.map((path) => valueAt(Properties, path));
  return parts.includes(undefined) ? [] : [JSON.stringify([Type, ...parts])];
}

function valueAt(value: unknown, path: string): Json | undefined {
  const at = path
    .split(".")
    .reduce<unknown>(
      (inner, name) => (inner as Record<string, unknown> | undefined)?.[name],
      value,
    );
  return at as Json | undefined;
}

function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

/** CloudFormation may give the members of an object back in another order. */
function canonical(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => canonical(item) ?? null);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, canonical(member) ?? null]));
}
