import {
  type Content,
  isJson,
  type OpenapiDocument,
  type PlacedOperation,
  referredName,
  type Schema,
} from "./openapi-document.ts";
import { typeText } from "./type-text.ts";

/** An operation as the client offers it. */
export interface ClientOperation {
  readonly id: string;
  /** The property of the client that it is found under. */
  readonly resource: string;
  readonly method: string;
  readonly path: string;
  /** Names of the path's variables, as parameters are named. */
  readonly pathNames: readonly string[];
  readonly body: { readonly type: string; readonly isRequired: boolean } | undefined;
  readonly query: { readonly type: string; readonly isRequired: boolean } | undefined;
  /** What a call resolves to; without a wish for another form, where there are some. */
  readonly answer: string;
  /** What it resolves to by the value of an option of the call: the option, and a type by value. */
  readonly forms: { readonly parameter: string; readonly type: string } | undefined;
  /** Of a list: the type of an item, and the property that holds them; `""` for a bare list. */
  readonly list: { readonly item: string; readonly property: string } | undefined;
  /** Words for the table that the client reads while it runs. */
  readonly flags: readonly string[];
  /** Types that the document has no name for. */
  readonly named: Readonly<Record<string, Schema>>;
  readonly source: PlacedOperation;
}

/** What every call may be told beside its query: source/call-options.ts. */
const OPTIONS = ["signal", "idempotencyKey", "ifVersion", "onResponse", "onProgress"];

/** @throws Error where the document says something that the client has no way to offer */
export function clientOperation(
  document: OpenapiDocument,
  source: PlacedOperation,
): ClientOperation {
  const named: Record<string, Schema> = {};
  const name = source.operationId.replace(/^./, (letter) => letter.toUpperCase());
  const body = bodyOf(source, `${name}Body`, named);
  const query = queryOf(source, `${name}Query`, named);
  const answers = Object.entries(source.responses)
    .filter(([status]) => status.startsWith("2"))
    .map(([, { content = {} }]) => content);
  const forms = formsOf(source, `${name}Forms`, named);
  const usual = forms ? answers.map(withoutForms) : answers;
  const answer = answerOf(usual, `${name}Answer`, named);
  const list = listOf(document, answers, answer);
  return {
    id: source.operationId,
    resource: camelCase(source.tags[0]),
    method: source.method,
    path: source.path,
    pathNames: [...source.path.matchAll(/\{(\w+)\}/g)].map(([, word = ""]) => camelCase(word)),
    body,
    query,
    answer,
    forms,
    list,
    flags: flagsOf(source, { body, query, list, answers }),
    named,
    source,
  };
}

/** Whether a header is among the parameters. */
function takesHeader({ parameters = [] }: PlacedOperation, header: string): boolean {
  return parameters.some((one) => one.in === "header" && one.name === header);
}

function bodyOf(
  { requestBody, operationId }: PlacedOperation,
  name: string,
  named: Record<string, Schema>,
): ClientOperation["body"] {
  if (!requestBody) return undefined;
  const types = Object.entries(requestBody.content);
  const schema = types.find(([type]) => isJson(type))?.[1].schema;
  const hasFile = types.some(([type]) => !isJson(type) && type !== "multipart/form-data");
  const choices = [...(schema ? [nameOf(schema, name, named)] : []), ...(hasFile ? ["Blob"] : [])];
  if (choices.length === 0) throw new Error(`${operationId} takes neither JSON nor a file.`);
  const type = choices.join(" | ");
  const isForm = "multipart/form-data" in requestBody.content;
  return {
    type: isForm ? `WithPhoto<${type}>` : type,
    isRequired: requestBody.required === true,
  };
}

function queryOf(
  { parameters = [], operationId }: PlacedOperation,
  name: string,
  named: Record<string, Schema>,
): ClientOperation["query"] {
  const asked = parameters.filter((one) => one.in === "query");
  if (asked.length === 0) return undefined;
  const clash = asked.find((one) => OPTIONS.includes(one.name));
  if (clash) throw new Error(`${operationId} asks for ${clash.name}, which is an option of calls.`);
  const required = asked.filter((one) => one.required).map((one) => one.name);
  named[name] = {
    type: "object",
    properties: Object.fromEntries(
      asked.map(({ name, schema, description }) => [
        name,
        description === undefined ? schema : { ...schema, description },
      ]),
    ),
    required,
  };
  return { type: name, isRequired: required.length > 0 };
}

function answerOf(
  answers: readonly Content[],
  name: string,
  named: Record<string, Schema>,
): string {
  const types = answers.flatMap((content) => {
    const each = Object.entries(content);
    if (each.length === 0) return ["void"];
    return each.map(([type, { schema = {} }]) => {
      if (isJson(type)) return nameOf(schema, name, named);
      return type.startsWith("text/") ? "string" : "Blob";
    });
  });
  return [...new Set(types)].join(" | ") || "void";
}

function formsOf(
  { "x-forms": forms }: PlacedOperation,
  name: string,
  named: Record<string, Schema>,
): ClientOperation["forms"] {
  if (!forms) return undefined;
  const { parameter, each } = forms;
  const said = Object.entries(each).map(([value, schema]) => [
    value,
    { ...schema, description: `With \`${parameter}: "${value}"\`.` },
  ]);
  named[name] = {
    type: "object",
    description: `What is answered by \`${parameter}\`.`,
    properties: Object.fromEntries(said),
    required: Object.keys(each),
  };
  return { parameter, type: name };
}

/** The answer to a call that asks for no form is the first one of the document. */
function withoutForms(content: Content): Content {
  const [[type, { schema = {} }] = ["", {}]] = Object.entries(content);
  const [first = schema] = schema.anyOf ?? [];
  return { [type]: { schema: first } };
}

/** The text of a type, or the name it gets where it is an object without one. */
function nameOf(schema: Schema, name: string, named: Record<string, Schema>): string {
  if (schema.type !== "object" || referredName(schema) !== undefined) return typeText(schema);
  named[name] = schema;
  return name;
}

/** A list answers with a bare array, or with one array: by itself, or beside what says if there is more. */
function listOf(
  { components }: OpenapiDocument,
  answers: readonly Content[],
  answer: string,
): ClientOperation["list"] {
  const schemas = answers.flatMap((content) => Object.values(content).map(({ schema }) => schema));
  const [only] = schemas;
  if (!only || schemas.length !== 1) return undefined;
  if (only.type === "array") return { item: typeText(only.items ?? {}), property: "" };
  const whole = components.schemas[referredName(only) ?? ""] ?? only;
  const properties = Object.entries(whole.properties ?? {});
  const arrays = properties.filter(([, { type }]) => type === "array");
  const [array] = arrays;
  const isContinued = properties.some(([name]) => name === "nextCursor" || name === "hasMore");
  if (!array || arrays.length > 1) return undefined;
  if (!isContinued && properties.length > 1) return undefined;
  const [property, { items = {} }] = array;
  const isNamed = referredName(items) !== undefined;
  return { item: isNamed ? typeText(items) : `${answer}["${property}"][number]`, property };
}

function flagsOf(
  source: PlacedOperation,
  {
    body,
    query,
    list,
    answers,
  }: Pick<ClientOperation, "body" | "query" | "list"> & { readonly answers: readonly Content[] },
): readonly string[] {
  const isOther = answers.some((content) => Object.keys(content).some((type) => !isJson(type)));
  const isOpen = source.security?.length === 0;
  return [
    ...(isOpen ? ["open"] : []),
    ...(body ? [body.type.startsWith("WithPhoto") ? "form" : "body"] : []),
    ...(body && /\bBlob\b/.test(body.type) ? ["file"] : []),
    ...(query ? ["query"] : []),
    ...(takesHeader(source, "If-Match") ? ["match"] : []),
    ...(takesHeader(source, "Idempotency-Key") ? ["key"] : []),
    ...(isOther ? ["any"] : []),
    ...(list ? [`list:${list.property}`] : []),
  ];
}

/** `profile_id` and `api-keys` as names of TypeScript. */
function camelCase(words: string): string {
  return words.replaceAll(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
}
