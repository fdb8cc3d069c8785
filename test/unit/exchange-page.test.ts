import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { EXPORT_FORMATS } from "../../shared/model/exchange/export-format.ts";
import { FIELD_MAP, type MappedField } from "../../shared/model/exchange/field-map.ts";

const page = readFileSync(join(repositoryRoot, "docs/exchange.md"), "utf8");

/** The rows of the table that begins with this cell, without the line below its head. */
function tableOf(first: string): readonly (readonly string[])[] {
  const lines = page.split("\n");
  const head = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  const end = lines.findIndex((line, at) => at > head && !line.startsWith("|"));
  return lines
    .slice(head + 2, end)
    .map((line) => line.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/g, "")));
}

test("the page says where each field is as the table does, in its order", () => {
  const told = tableOf("ours").map(([field = "", ...places]) => [
    field.replaceAll("`", "") as MappedField,
    ...places.map((place) => (place === "–" ? null : place)),
  ]);
  const known = Object.entries(FIELD_MAP).map(([field, places]) => [
    field,
    ...(["json-resume", "vcard", "json-ld", "linkedin"] as const).map((format) => places[format]),
  ]);
  expect(told).toEqual(known);
});

test("it has every format", () => {
  expect(tableOf("`format`").map(([format]) => format)).toEqual(
    EXPORT_FORMATS.map((format) => `\`${format}\``),
  );
});
