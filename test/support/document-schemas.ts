import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import document from "../../docs/openapi.json" with { type: "json" };

const NAME = "openapi.json";

// Words that OpenAPI adds to JSON Schema are not known to it, and say nothing about values.
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);
ajv.addFormat("binary", true);
ajv.addSchema(document, NAME);

/**
 * What is wrong with a value by a schema of the document; `[]` when it fits.
 * @param path names of the properties that lead to the schema
 */
export function faultsOf(value: unknown, path: readonly string[]): readonly string[] {
  const validate = validatorAt(path);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function validatorAt(path: readonly string[]): ValidateFunction {
  const pointer = path.map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  const address = `${NAME}#/${encodeURI(pointer)}`;
  const validate = ajv.getSchema(address);
  if (!validate) throw new Error(`The document has nothing at ${pointer}.`);
  return validate;
}
