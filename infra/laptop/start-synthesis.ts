import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROCESS = fileURLToPath(new URL("./synthesis-process.ts", import.meta.url));

/** A process that has been started to synthesise the stacks, and ends when it has. */
export interface Synthesis {
  /**
   * Synthesises, to be called once the functions are built: the stacks are made from the bundles.
   * @throws Error with the process's own words
   */
  run(): Promise<void>;
}

/** What the process answers with: nothing, or why it failed. */
export interface SynthesisAnswer {
  readonly error?: string;
}

/**
 * Starts the process, which loads the CDK at once; with it gone, the platform keeps a quarter of the
 * memory.
 * @param outdir absolute folder of the cloud assembly
 */
export function startSynthesis(outdir: string): Synthesis {
  const child = fork(PROCESS, [outdir]);
  const answer = new Promise<SynthesisAnswer>((resolve) => {
    child.once("message", (message) => resolve(message as SynthesisAnswer));
    child.once("error", ({ message }) => resolve({ error: message }));
    child.once("exit", (code, signal) => {
      resolve({ error: `The stacks were not synthesised: ${signal ?? `exit code ${code}`}.` });
    });
  });
  return {
    async run() {
      child.send("built", () => {});
      const { error } = await answer;
      if (error !== undefined) throw new Error(error);
    },
  };
}
