/** What is read of an OpenAPI 3.1 document. */
export interface OpenapiDocument {
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenapiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One method of one path, as far as the client is made of it. */
export interface OpenapiOperation {
  readonly operationId: string;
  readonly tags: readonly [string, ...string[]];
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly "x-forms"?: AnswerForms;
}

/** What an answer is by the value of a parameter of the query. */
export interface AnswerForms {
  readonly parameter: string;
  readonly each: Readonly<Record<string, Schema>>;
}

/** Of a path, a query or the headers. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** By media type. */
export type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

/** The parts of JSON Schema that say something about types. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly format?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
}

const METHODS = ["get", "post", "put", "patch", "delete"];

/** An operation and where it is. */
export interface PlacedOperation extends OpenapiOperation {
  readonly method: string;
  readonly path: string;
}

/** Every operation in the order of the document. */
export function operationsOf({ paths }: OpenapiDocument): readonly PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
}

/** Name of the component that a schema refers to; undefined when it stands where it is. */
export function referredName({ $ref }: Schema): string | undefined {
  return $ref?.replace("#/components/schemas/", "");
}

/** Whether a media type is JSON, by its name or its ending. */
export function isJson(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}
