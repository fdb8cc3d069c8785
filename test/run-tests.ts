import { join } from "node:path";
import { limitCompileCache } from "./support/compile-cache.ts";
import { useOwnTemporaryFolder } from "./support/temporary-folder.ts";
import { vitestArguments } from "./support/vitest-arguments.ts";

useOwnTemporaryFolder();
limitCompileCache(join(import.meta.dirname, "..", "dist", "compile-cache"));
// vitest's command reads the arguments of this process.
process.argv.splice(2, Number.POSITIVE_INFINITY, ...vitestArguments(process.argv.slice(2)));
await import(import.meta.resolve("vitest/package.json").replace("package.json", "vitest.mjs"));
