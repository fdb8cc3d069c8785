import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repositoryRoot } from "../../infra/repository-root.ts";
import type { TestPlatform } from "./test-platform.ts";

const LOCAL = "API=http://127.0.0.1:4010\n";

/**
 * The `sh` blocks of a page of documentation, from one heading up to another.
 * @param page relative to the repository
 */
export function shellOf(page: string, from: string, to: string): string {
  const text = readFileSync(join(repositoryRoot, page), "utf8");
  const [start, end] = [text.indexOf(`\n## ${from}\n`), text.indexOf(`\n## ${to}\n`)];
  if (start < 0 || end < start) throw new Error(`${page} has no sections ${from} and ${to}.`);
  const blocks = text.slice(start, end).matchAll(/^```sh\n(.*?)^```$/gms);
  const shell = [...blocks].map(([, block]) => block).join("\n");
  if (!shell.includes(LOCAL)) throw new Error(`${page} does not say where the API is.`);
  return shell;
}

/** Keeps what each curl was answered, and runs the scripts of npm without npm. */
const STAND_INS = `
curl() {
  local note='%{stderr}%{method} %{url_effective} %{http_code}\\n'
  command curl -w "$note" "$@" | tee "$ANSWERS/$(ls "$ANSWERS" | wc -l | tr -d ' ')"
}
npm() {
  case "$1 $2 $3 $4" in
    "run -s token --") node infra/laptop/token.ts "\${@:5}" ;;
    "run -s operator --") node infra/operations/operator/operator.ts "\${@:5}" ;;
    *) echo "npm $* is not expected in the tour" >&2 ;;
  esac
}
`;

export interface TourAnswer {
  /** `METHOD path status`, ids left out. */
  readonly request: string;
  /** With the headers, where the tour shows them. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  readonly json: any;
}

export interface Tour {
  readonly stdout: string;
  /** Of every curl, in order. */
  readonly answers: readonly TourAnswer[];
}

/** Pastes a tour into a shell, with the platform where it says that the API is. */
export async function runTour(platform: TestPlatform, shell: string): Promise<Tour> {
  const answersDir = await mkdtemp(join(tmpdir(), "profiles-tour-"));
  try {
    const script = `${STAND_INS}\n${shell.replace(LOCAL, `API=${platform.url}\n`)}`;
    const { stdout, stderr } = await bash(platform, answersDir, script);
    return { stdout, answers: await answersTo(platform, answersDir, stderr) };
  } finally {
    await rm(answersDir, { recursive: true, force: true });
  }
}

function bash(
  platform: TestPlatform,
  answersDir: string,
  script: string,
): Promise<{ stdout: string; stderr: string }> {
  const { TABLE_NAME: _, ...environment } = process.env;
  const env = {
    ...environment,
    DATA_DIR: platform.dataDir,
    ANSWERS: answersDir,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  };
  return new Promise((resolve, reject) => {
    const options = { cwd: repositoryRoot, env, timeout: 110_000 };
    execFile("bash", ["-c", script], options, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve({ stdout, stderr }),
    );
  });
}

async function answersTo(
  { url }: TestPlatform,
  answersDir: string,
  stderr: string,
): Promise<TourAnswer[]> {
  const requests = stderr
    .trim()
    .split("\n")
    .map((line) => line.replace(url, "").replace(/^PUT http:\S+/, "PUT <upload>"))
    .map((line) => line.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4,}){4}/g, "<id>"))
    .map((line) => line.replace(/api-keys\/[0-9a-z]{16}/, "api-keys/<id>"));
  if ((await readdir(answersDir)).length !== requests.length) throw new Error(stderr);
  return Promise.all(
    requests.map(async (request, index) => {
      const text = await readFile(join(answersDir, String(index)), "utf8");
      const body = text.split("\r\n\r\n").at(-1) ?? "";
      return { request, text, json: /^[{[]/.test(body) ? JSON.parse(body) : undefined };
    }),
  );
}
