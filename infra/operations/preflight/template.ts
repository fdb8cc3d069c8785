import type { Json } from "../../local/deployed-resources.ts";

/** A resource as its template writes it, intrinsics unresolved. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, Json>>;
  readonly DeletionPolicy?: string;
}

/** The parts of a CloudFormation template that an update is judged by. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>
  >;
}

/** Values of the exports by their names. */
export function exportsOf(template: Template): ReadonlyMap<string, Json> {
  const named = Object.values(template.Outputs ?? {}).flatMap(({ Value, Export }) =>
    typeof Export?.Name === "string" ? [[Export.Name, Value] as const] : [],
  );
  return new Map(named);
}

/** Logical ids that a value refers to, by `Ref` or `Fn::GetAtt`. */
export function referencesIn(value: Json | undefined): readonly string[] {
  return intrinsicsIn(value ?? null).flatMap(([name, target]) => {
    const id = name === "Fn::GetAtt" && Array.isArray(target) ? target[0] : target;
    const refers = name === "Ref" || name === "Fn::GetAtt";
    return refers && typeof id === "string" ? [id.split(".")[0] ?? id] : [];
  });
}

/** Every object with one member, at any depth: an intrinsic function looks like that. */
export function intrinsicsIn(value: Json): [string, Json][] {
  if (Array.isArray(value)) return value.flatMap(intrinsicsIn);
  if (typeof value !== "object" || value === null) return [];
  const members = Object.entries(value);
  const inner = members.flatMap(([, member]) => intrinsicsIn(member));
  const [only] = members;
  return members.length === 1 && only ? [only, ...inner] : inner;
}
