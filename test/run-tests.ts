import { useOwnTemporaryFolder } from "./support/temporary-folder.ts";
import { vitestArguments } from "./support/vitest-arguments.ts";

useOwnTemporaryFolder();
// vitest's command reads the arguments of this process.
process.argv.splice(2, Number.POSITIVE_INFINITY, ...vitestArguments(process.argv.slice(2)));
await import(import.meta.resolve("vitest/package.json").replace("package.json", "vitest.mjs"));
