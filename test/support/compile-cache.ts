/**
 * For the environment of processes that a test starts with nothing else of its own: Node.js keeps
 * what it compiled of a program, which halves the start of a command. vitest.config.ts sets it.
 */
export const COMPILE_CACHE: Readonly<Record<string, string>> = process.env.NODE_COMPILE_CACHE
  ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
  : {};
