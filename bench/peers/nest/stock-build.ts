import { basename, dirname } from "node:path";
import webpack from "webpack";
import { OPTIONAL_PACKAGES } from "../optional-packages.ts";

/**
 * As Nest's chapter on serverless advises: all packages together, by webpack, from what tsc made.
 * Arguments: the compiled entry, the file to write, and folders of packages.
 */
async function main([entry = "", outfile = "", ...modules]: readonly string[]): Promise<void> {
  const compiler = webpack({
    entry,
    mode: "none",
    target: "node24",
    output: { path: dirname(outfile), filename: basename(outfile), library: { type: "commonjs2" } },
    externals: { sharp: "commonjs sharp" },
    resolve: { modules },
    plugins: [new webpack.IgnorePlugin({ checkResource: isOptional })],
  });
  await new Promise<void>((resolve, reject) => {
    compiler?.run((error, stats) => {
      if (!error && stats && !stats.hasErrors()) resolve();
      else reject(error ?? new Error(stats?.toString("errors-only")));
    });
  });
}

function isOptional(resource: string): boolean {
  return OPTIONAL_PACKAGES.some((name) => resource === name || resource.startsWith(`${name}/`));
}

await main(process.argv.slice(2));
