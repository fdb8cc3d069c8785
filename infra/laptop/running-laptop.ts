import { join } from "node:path";
import {
  type FrontServer,
  logLine,
  type Platform,
  type PlatformOptions,
  startPlatform,
} from "@profiles-api/laptop";
import { unmapTrace } from "../bundling/unmap-trace.ts";
import { functionNameOf } from "./function-name-of.ts";
import type { Prepared } from "./prepare-in-child.ts";

/** Where it answers, where its files are, and the function that waits for a debugger. */
export interface RunningLaptopOptions extends Pick<PlatformOptions, "dataDir" | "port"> {
  readonly front: FrontServer;
  /** Everything that is built lies below it. */
  readonly laptopFolder: string;
  readonly inspect?: { readonly id: string; readonly port: number };
}

/** The platform of `npm start`, which may get other code, or be started again, as the sources change. */
export class RunningLaptop {
  readonly #options: RunningLaptopOptions;
  /** Folder of each function that runs other code than it was started with, by its id. */
  readonly #code = new Map<string, string>();
  readonly #called = new Set<string>();
  #prepared: Prepared;
  #platform: Platform | undefined;
  #changing: Promise<void> | undefined;

  constructor(prepared: Prepared, options: RunningLaptopOptions) {
    this.#prepared = prepared;
    this.#options = options;
  }

  get url(): string {
    return this.#options.front.url;
  }

  async start(): Promise<void> {
    this.#platform = await this.#startPlatform(this.#prepared);
  }

  /** Whether a function was called since the start: its next call is likely to be soon. */
  wasCalled(id: string): boolean {
    return this.#platform !== undefined && this.#called.has(functionNameOf(this.#platform, id));
  }

  /** Folder of the code that a function runs. */
  codeOf(id: string): string {
    return this.#code.get(id) ?? join(this.#prepared.folder, "functions", id);
  }

  /** From the next call on the function runs the code of this folder. */
  async updateCode(id: string, folder: string): Promise<void> {
    if (!this.#platform) return;
    await this.#platform.updateFunctionCode(functionNameOf(this.#platform, id), folder);
    this.#code.set(id, folder);
  }

  /**
   * Starts the platform again with other stacks, on the same port and data; requests get 503 until
   * then. Goes back to the former stacks when these cannot run. @throws Error why they cannot
   */
  async restart(prepared: Prepared): Promise<void> {
    this.#changing = this.#restart(prepared);
    await this.#changing;
  }

  async stop(): Promise<void> {
    await this.#changing?.catch(() => {});
    await this.#platform?.stop();
    await this.#options.front.close();
  }

  async #restart(prepared: Prepared): Promise<void> {
    await this.#platform?.stop();
    this.#platform = undefined;
    try {
      this.#platform = await this.#startPlatform(prepared);
      this.#prepared = prepared;
      this.#code.clear();
    } catch (error) {
      const code = [...this.#code];
      this.#platform = await this.#startPlatform(this.#prepared);
      for (const [id, folder] of code) await this.updateCode(id, folder);
      throw error;
    }
  }

  async #startPlatform({ assembly }: Prepared): Promise<Platform> {
    const { dataDir, port, front, inspect } = this.#options;
    const platform = await startPlatform({
      ...{ assembly, dataDir, port, front },
      onReport: ({ functionName }) => this.#called.add(functionName),
      log: (entry) => console.log(this.#ofTheSources(logLine(entry))),
      onFailure: (message) => {
        console.error(`The platform has stopped: ${message}`);
        process.exit(1);
      },
    });
    if (inspect) await platform.inspect(functionNameOf(platform, inspect.id), inspect.port);
    return platform;
  }

  /** Places in the bundles, as the functions' stack traces have them, become those in the sources. */
  #ofTheSources(line: string): string {
    const { laptopFolder } = this.#options;
    if (!line.includes(laptopFolder)) return line;
    // Without the folder a path has no spaces, whatever the repository's own may be.
    return unmapTrace(line.replaceAll(laptopFolder, "laptop:"), (folder, name) => {
      const [, build, id] = /^laptop:\/(\d+)\/functions\/([^/]+)\/$/.exec(folder) ?? [];
      return build && id ? join(laptopFolder, build, "maps", id, `${name}.map`) : undefined;
    });
  }
}
