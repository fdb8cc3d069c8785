import { rmSync } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inflate } from "@sparticuz/chromium";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { fontFile } from "./font-file.ts";

/** What starts the browser with libraries and fonts of its own, whatever the machine has. */
export interface UnpackedChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Scripts that the browser's own font lacks, for body and headings. */
const FONTS = [
  "noto-sans-thai/files/noto-sans-thai-thai-400-normal",
  "noto-sans-thai/files/noto-sans-thai-thai-700-normal",
  "noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal",
  "noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal",
  "zcool-xiaowei/files/zcool-xiaowei-chinese-simplified-400-normal",
  "noto-color-emoji/files/noto-color-emoji-emoji-400-normal",
];

/**
 * Unpacks the browser once for a checkout: 250 MB in `dist`, 4 s of CPU. Several runs may do it at a
 * time: each in a folder of its own, of which the first stays.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const facts = join(packageOf("@sparticuz/chromium"), "package.json");
  const { version } = JSON.parse(await readFile(facts, "utf8"));
  const folder = join(repositoryRoot, "dist", `chromium-${version}`);
  if (!(await isThere(folder))) await unpackInto(folder);
  return {
    executablePath: join(folder, "chromium"),
    env: {
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
      HOME: folder,
    },
  };
}

async function unpackInto(folder: string): Promise<void> {
  const partial = `${folder}-${process.pid}`;
  process.once("exit", () => rmSync(partial, { recursive: true, force: true }));
  await mkdir(partial, { recursive: true });
  // It unpacks into the system's temporary folder, which others use as well.
  const { TMPDIR } = process.env;
  process.env.TMPDIR = partial;
  try {
    const source = join(packageOf("@sparticuz/chromium"), "bin");
    await Promise.all(
      ["chromium.br", "fonts.tar.br", "al2023.tar.br"].map((name) => inflate(join(source, name))),
    );
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  await addFonts(join(partial, "fonts"));
  await writeFile(join(partial, "fonts.conf"), fontsConfig(folder));
  await rename(partial, folder).catch(async (error) => {
    await rm(partial, { recursive: true });
    if (!(await isThere(folder))) throw error;
  });
}

async function addFonts(folder: string): Promise<void> {
  for (const name of FONTS) {
    const [font = "", , file = ""] = name.split("/");
    const woff = join(packageOf(`@fontsource/${font}`), "files", `${file}.woff`);
    await writeFile(join(folder, `${file}.ttf`), fontFile(await readFile(woff)));
  }
}

/** Nothing but the fonts of the folder: pictures are the same on every machine. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;
}

function packageOf(name: string): string {
  return join(repositoryRoot, "node_modules", name);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
