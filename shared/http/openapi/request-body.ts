import { exampleOf } from "../../routes/example-of.ts";
import type { AnyRoute } from "../../routes/route-table.ts";
import { refTo } from "./component-schemas.ts";
import { bodyName } from "./named-schemas.ts";
import type { Json } from "./plain-schema.ts";

const JSON_DOCUMENT: Json = {
  type: "object",
  description: "A JSON Resume (jsonresume.org, 1.0.0), or an export of this API.",
};

/** What an operation takes, as JSON and as a form; nothing where it takes no body. */
export function requestBodyOf(route: AnyRoute): Json {
  if (route.document) return documentBodyOf(route, route.document);
  if (!route.body) return {};
  const { description, optional, json, form } = route.body;
  const { body } = exampleOf(route);
  const content: Record<string, Json> = {};
  if (form) {
    content["multipart/form-data"] = {
      schema: { $ref: refTo(bodyName(route, "Form")) },
      encoding: { [form.file.field]: { contentType: form.file.contentTypes.join(", ") } },
      ...(body ? { example: asForm(body) } : {}),
    };
  }
  for (const type of json.contentTypes) {
    const schema = { $ref: refTo(bodyName(route, "Body")) };
    content[type] = { schema, ...(body ? { example: body } : {}) };
  }
  return { requestBody: { description, required: optional !== true, content } };
}

/** A document in each of its media types; what is in it, the formats themselves say. */
function documentBodyOf(
  route: AnyRoute,
  { description, contentTypes }: NonNullable<AnyRoute["document"]>,
): Json {
  const { body, texts = {} } = exampleOf(route);
  const content = contentTypes.map(String).map((type) => {
    if (type === "application/json") return [type, { schema: JSON_DOCUMENT, example: body }];
    if (!type.startsWith("text/")) return [type, { schema: { type: "string", format: "binary" } }];
    return [type, { schema: { type: "string" }, example: texts[type] }];
  });
  return { requestBody: { description, required: true, content: Object.fromEntries(content) } };
}

/** The same fields in a form: all parts are text, lists have a part for each value. */
function asForm(body: Readonly<Record<string, unknown>>): Json {
  const fields = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value : String(value),
  ]);
  return Object.fromEntries(fields);
}
