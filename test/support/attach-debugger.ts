/** What a debugger is told of a script that has been loaded. */
export interface LoadedScript {
  readonly url: string;
  readonly sourceMapURL: string;
}

/**
 * A debugger that looks at the scripts and lets the process go on.
 * @param address as the process prints it
 * @returns the scripts that are loaded from now on, as they come
 */
export async function attachDebugger(address: string): Promise<readonly LoadedScript[]> {
  const scripts: LoadedScript[] = [];
  const socket = new WebSocket(address);
  socket.addEventListener("message", ({ data }) => {
    const { method, params } = JSON.parse(data);
    if (method === "Debugger.scriptParsed") scripts.push(params);
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  for (const [id, method] of ["Debugger.enable", "Runtime.runIfWaitingForDebugger"].entries()) {
    socket.send(JSON.stringify({ id: id + 1, method }));
  }
  return scripts;
}
