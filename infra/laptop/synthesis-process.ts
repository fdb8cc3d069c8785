import { once } from "node:events";
import { synthesise } from "../synthesise.ts";
import { localSettings } from "./local-settings.ts";
import type { SynthesisAnswer } from "./start-synthesis.ts";

const [outdir = ""] = process.argv.slice(2);

// The command that started this one may end before its turn comes.
process.once("disconnect", () => process.exit());
await once(process, "message");
const answer = await run();
process.send?.(answer, () => process.exit());

async function run(): Promise<SynthesisAnswer> {
  try {
    await synthesise({ context: localSettings, outdir, imageLayer: "host" });
    return {};
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
