import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { drawEngineAddress, type EngineAddress } from "./engine-address.ts";
import type { EngineName, EngineProgram } from "./engine-program.ts";
import { engineProgram } from "./engine-program.ts";
import { requestEngine } from "./engine-request.ts";
import { keepUpStreamRecords } from "./stream-upkeep.ts";

const START_ATTEMPTS = 5;
const START_TIMEOUT_MS = 30_000;
const POLL_MS = 10;

/**
 * Starts the engine in place of the shell, beside a watcher that ends it when the platform dies:
 * the watcher's input is a pipe that only the platform holds. `$$` keeps its value over `exec`.
 */
const TIED_TO_PARENT = 'exec 3<&0; (cat <&3 >/dev/null; kill -9 $$) & exec 3<&- "$@" </dev/null';

/** Which engine, where, and with whose data. */
export interface EngineOptions {
  /** Data lies in `<dataDir>/dynamodb/`. No other platform may use the same folder. */
  readonly dataDir: string;
  /** The one that fits this machine when left out. */
  readonly engine?: EngineName;
  /** Takes this address and no other; one that is drawn when left out. */
  readonly address?: EngineAddress;
  /** Receives a sentence when the engine ends without `stop`. */
  readonly onExit: (message: string) => void;
}

/** An engine as it runs, in a process of its own. */
export interface DynamoDbEngine {
  readonly name: EngineName;
  /** `http://127.x.y.z:<port>`, without any permission check: whoever knows it may do all. */
  readonly endpoint: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the engine and waits until it answers. Throws an Error with a clear sentence otherwise. */
export async function startEngine(options: EngineOptions): Promise<DynamoDbEngine> {
  const program = engineProgram(options.engine);
  const folder = join(options.dataDir, "dynamodb");
  mkdirSync(folder, { recursive: true });
  let output = "";
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const address = options.address ?? (await drawEngineAddress(program.canBind));
    const engine = new EngineProcess(program, address, folder);
    if (await engine.ready()) {
      await engine.tend();
      return engine.serve(options.onExit);
    }
    output = engine.output;
    // Somebody else took the port between the choice and the start: choose another.
    if (!/in use|Address already/i.test(output)) break;
  }
  throw new Error(`The DynamoDB engine ${program.name} did not start: ${output.trim()}`);
}

class EngineProcess {
  output = "";
  readonly #program: EngineProgram;
  readonly #endpoint: string;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #running = true;
  #stopping = false;

  constructor(program: EngineProgram, address: EngineAddress, folder: string) {
    this.#program = program;
    this.#folder = folder;
    this.#endpoint = `http://${address.host}:${address.port}`;
    const command = [program.command, ...program.args(address, folder)];
    this.#child = spawn("/bin/sh", ["-c", TIED_TO_PARENT, "sh", ...command], {
      stdio: ["pipe", "pipe", "pipe"],
      // Ctrl-C reaches the platform alone, which stops the engine last.
      detached: true,
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once("exit", () => resolve());
      this.#child.once("error", (error) => {
        this.output += error.message;
        resolve();
      });
    });
    this.#exited.then(() => {
      this.#running = false;
      this.#child.stdin?.destroy();
    });
    this.#child.stdin?.on("error", () => {});
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", (line) => this.#note(line));
    }
  }

  /** True once it answers; false when it ended or took too long. */
  async ready(): Promise<boolean> {
    const until = Date.now() + START_TIMEOUT_MS;
    while (this.#running && Date.now() < until) {
      // Without its own word, an answer on the port might come from somebody else.
      const announced = this.#program.ready?.test(this.output) ?? true;
      if (announced && (await this.#answers()) && this.#running) return true;
      await delay(POLL_MS);
    }
    await this.#stop();
    return false;
  }

  /** Keeps writes fast, whatever the stream has kept; ends the engine when it cannot. */
  async tend(): Promise<void> {
    const { streamDatabase } = this.#program;
    if (streamDatabase === undefined) return;
    try {
      keepUpStreamRecords(streamDatabase(this.#folder));
    } catch (error) {
      await this.#stop();
      throw error;
    }
  }

  serve(onExit: (message: string) => void): DynamoDbEngine {
    this.#exited.then(() => {
      if (this.#stopping) return;
      onExit(`The DynamoDB engine ${this.#program.name} ended by itself: ${this.output.trim()}`);
    });
    return {
      name: this.#program.name,
      endpoint: this.#endpoint,
      pid: this.#child.pid ?? 0,
      stop: () => this.#stop(),
    };
  }

  async #answers(): Promise<boolean> {
    try {
      await requestEngine(this.#endpoint, "DynamoDB_20120810", "ListTables", {});
      return true;
    } catch {
      return false;
    }
  }

  /** Both engines survive SIGKILL with their data; SIGTERM lets them tidy up first. */
  async #stop(): Promise<void> {
    this.#stopping = true;
    this.#child.kill("SIGTERM");
    const killer = setTimeout(() => this.#child.kill("SIGKILL"), 3000);
    await this.#exited;
    clearTimeout(killer);
  }

  /** Keeps the last words, for an error message. */
  #note(line: string): void {
    this.output = `${this.output}${line}\n`.slice(-2000);
  }
}
