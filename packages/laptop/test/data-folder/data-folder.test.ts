import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataFolder, writeFileAtomic } from "../../platform/data-folder.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "data-folder-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const module = new URL("../../platform/data-folder.ts", import.meta.url).href;

/** A process of its own that holds the folder and says so. */
async function startHolder(dir: string) {
  const code = `const { openDataFolder } = await import(${JSON.stringify(module)});
    await openDataFolder(${JSON.stringify(dir)}); console.log("open"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

test("creates the folder and its sub-folders", async () => {
  const data = await openDataFolder(join(root, "a", "b"));
  const objects = await data.folder("objects");
  expect(objects).toBe(join(root, "a", "b", "objects"));
  expect((await stat(objects)).isDirectory()).toBe(true);
  await data.close();
});

const rights = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test("is closed to other users when it is empty or holds a platform's data", async () => {
  await chmod(root, 0o755);
  await (await openDataFolder(root)).close();
  expect(await rights(root)).toBe("700");

  await mkdir(join(root, "dynamodb"));
  await chmod(root, 0o750);
  await (await openDataFolder(root)).close();
  expect(await rights(root)).toBe("700");
});

test("that is open and holds other things is refused and left as it is", async () => {
  await writeFile(join(root, "somebody's.txt"), "");
  await chmod(root, 0o777);
  await expect(openDataFolder(root)).rejects.toThrow(
    `The data folder ${root} is open to other users and holds other things; set DATA_DIR to a folder for this alone, or close it with chmod 700.`,
  );
  expect(await rights(root)).toBe("777");
  expect(await readdir(root)).toEqual(["somebody's.txt"]);
});

test.runIf(process.getuid?.() === 0)("of another user is refused", async () => {
  await chown(root, 12_345, 12_345);
  await expect(openDataFolder(root)).rejects.toThrow(
    `The data folder ${root} belongs to another user (12345); set DATA_DIR to a folder of your own.`,
  );
});

test("refuses a second opening until the first is closed", async () => {
  const first = await openDataFolder(root);
  await expect(openDataFolder(root)).rejects.toThrow(
    `The data folder ${root} is in use by another server (process ${process.pid}); stop it or set DATA_DIR.`,
  );
  await first.close();
  await (await openDataFolder(root)).close();
  expect(await readdir(root)).toEqual([]);
});

test("takes over the lock of a killed server, not of a live one", async () => {
  const holder = await startHolder(root);
  await expect(openDataFolder(root)).rejects.toThrow(`process ${holder.pid}`);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const data = await openDataFolder(root);
  await data.close();
});

test("takes over a lock whose process id now belongs to another process", async () => {
  await writeFile(join(root, `server.${process.pid}.another-start.lock`), "");
  await (await openDataFolder(root)).close();
  expect(await readdir(root)).toEqual([]);
});

test("lets exactly one of many processes in when all start over a stale lock", async () => {
  await writeFile(join(root, "server.999999999.some-start.lock"), "");
  const code = `const { openDataFolder } = await import(${JSON.stringify(module)});
    openDataFolder(${JSON.stringify(root)}).then(() => { console.log("open"); setInterval(() => {}, 1000); },
      () => console.log("refused"));`;
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ["--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    }),
  );
  const answers = await Promise.all(children.map((child) => once(child.stdout, "data")));
  for (const child of children) child.kill("SIGKILL");
  expect(answers.map(([data]) => String(data).trim()).sort()).toEqual([
    "open",
    "refused",
    "refused",
    "refused",
  ]);
});

test("says in one sentence that a folder cannot be written to", async () => {
  const file = join(root, "file");
  await writeFile(file, "");
  await expect(openDataFolder(file)).rejects.toThrow(
    `The data folder ${file} cannot be written to (EEXIST); set DATA_DIR to a folder that can.`,
  );
  await expect(openDataFolder(join(file, "below"))).rejects.toThrow("(ENOTDIR)");
});

test("replaces a file whole and leaves nothing beside it", async () => {
  const path = join(root, "value.json");
  expect(await writeFileAtomic(path, "one", { mode: 0o600 })).toBe(true);
  expect(await writeFileAtomic(path, "two", { mode: 0o600 })).toBe(true);
  expect(await writeFileAtomic(path, "three", { create: "only" })).toBe(false);
  expect(await readFile(path, "utf8")).toBe("two");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(root)).toEqual(["value.json"]);
});
