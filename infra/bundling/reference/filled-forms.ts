import { type Content, type OpenapiDocument, resolved, type Schema } from "./document.ts";

const FORM = "multipart/form-data";

/**
 * The document as Swagger UI needs it: it fills the fields of a form with the examples of each, and
 * writes `string` into those that have none.
 */
export function withFilledForms(document: OpenapiDocument): OpenapiDocument {
  const paths = mapValues(document.paths, (item) =>
    mapValues(item, (operation) => {
      const { requestBody } = operation;
      if (!requestBody) return operation;
      const meant = resolved(document, requestBody);
      const content = filledContent(document, meant.content);
      return { ...operation, requestBody: { ...meant, content } };
    }),
  );
  return { ...document, paths };
}

function filledContent(document: OpenapiDocument, content: Content): Content {
  const form = content[FORM];
  if (!form?.schema) return content;
  const schema = resolved(document, form.schema);
  const example = form.example ?? Object.values(form.examples ?? {})[0]?.value ?? {};
  const values = example as Readonly<Record<string, unknown>>;
  const properties = mapValues(schema.properties ?? {}, (property, name) =>
    filledProperty(property, values[name]),
  );
  // A part for each value of a list, which Swagger UI would join by commas.
  const lists = Object.keys(properties).filter((name) => properties[name]?.type === "array");
  const encoding = {
    ...form.encoding,
    ...Object.fromEntries(lists.map((name) => [name, { style: "form", explode: true }])),
  };
  return { ...content, [FORM]: { ...form, encoding, schema: { ...schema, properties } } };
}

function filledProperty(property: Schema, value: unknown): Schema {
  const isFile = property.contentMediaType !== undefined || property.format === "binary";
  // Swagger UI offers to choose a file where the format says so.
  if (isFile) return { ...property, format: "binary" };
  return { ...property, example: value ?? (property.type === "array" ? [] : "") };
}

function mapValues<Value, Other>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value, name: string) => Other,
): Readonly<Record<string, Other>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, change(value, name)]),
  );
}
