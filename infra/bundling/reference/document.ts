/** A schema of the document, as far as the reference tells of it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly contentMediaType?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
}

/** What is sent or answered, by media type. */
export type Content = Readonly<
  Record<
    string,
    {
      readonly schema?: Schema;
      readonly encoding?: Readonly<Record<string, unknown>>;
      readonly example?: unknown;
      readonly examples?: Readonly<Record<string, { readonly value?: unknown; $ref?: string }>>;
    }
  >
>;

/** Of a path, a query or the headers; with `$ref` it stands under `components`. */
export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
  readonly example?: unknown;
}

/** What is answered with one status; with `$ref` it stands under `components`. */
export interface Response {
  readonly $ref?: string;
  readonly description?: string;
  readonly headers?: Readonly<Record<string, { readonly $ref?: string; description?: string }>>;
  readonly content?: Content;
}

/** What an operation takes, by media type; with `$ref` it stands under `components`. */
export interface RequestBody {
  readonly $ref?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly content: Content;
}

/** One method of one path. Without `security` of its own the document's holds. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: Readonly<Record<string, Response>>;
}

/** A group of operations: a page of the reference. */
export interface Tag {
  readonly name: string;
  readonly description?: string;
}

/** docs/openapi.json, as far as the reference tells of it. */
export interface OpenapiDocument {
  readonly info: { readonly description?: string };
  readonly tags: readonly Tag[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** An operation with the method, in capitals, and the path it stands at. */
export interface PlacedOperation extends Operation {
  readonly method: string;
  readonly path: string;
}

const METHODS = ["get", "post", "put", "patch", "delete"];

/** The operations of a tag, in the order of the document. */
export function operationsOf({ paths }: OpenapiDocument, tag: string): readonly PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method, { tags }]) => METHODS.includes(method) && tags[0] === tag)
      .map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
}

/** What a reference stands for, or the thing itself. @throws Error for one that leads nowhere */
export function resolved<Thing extends { readonly $ref?: string }>(
  document: OpenapiDocument,
  thing: Thing,
): Thing {
  if (thing.$ref === undefined) return thing;
  const [, , kind = "", name = ""] = thing.$ref.split("/");
  const found = document.components[kind]?.[name];
  if (!found) throw new Error(`The document has no ${thing.$ref}.`);
  return resolved(document, found as Thing);
}

/** `Profile` of `#/components/schemas/Profile`. */
export function schemaName({ $ref }: Schema): string | undefined {
  return $ref?.split("/").at(-1);
}

/** The first example of a content, be it said beside the schema or in it. */
export function exampleIn(
  document: OpenapiDocument,
  { schema, example, examples }: Content[string],
): unknown {
  if (example !== undefined) return example;
  const [first] = Object.values(examples ?? {});
  if (first) return resolved(document, first).value;
  if (!schema) return undefined;
  const meant = resolved(document, schema);
  return meant.example ?? meant.examples?.[0];
}
