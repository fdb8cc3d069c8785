/**
 * For the environment of processes that a test starts with nothing else of its own. Node.js keeps
 * what it compiled of a program, which halves the start of a command: vitest.config.ts sets where.
 * What a program leaves in the temporary folder ends with the run.
 */
export const RUN_FOLDERS: Readonly<Record<string, string>> = Object.fromEntries(
  ["NODE_COMPILE_CACHE", "TMPDIR"].flatMap((name) => {
    const folder = process.env[name];
    return folder ? [[name, folder]] : [];
  }),
);
