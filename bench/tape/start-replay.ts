import { fork } from "node:child_process";
import { once } from "node:events";
import { pinned } from "../cores.ts";

/** A stub server that answers from a tape, in a process of its own. */
export interface Replay {
  readonly url: string;
  stop(): void;
}

/** Starts the stub server on the core that is not measured. @param tapeFile JSON of a `Tape` */
export async function startReplay(tapeFile: string): Promise<Replay> {
  const program = new URL("replay-server.ts", import.meta.url).pathname;
  const child = fork(program, [tapeFile], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  pinned(child.pid, "other");
  const [{ port }] = (await once(child, "message")) as [{ readonly port: number }];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
