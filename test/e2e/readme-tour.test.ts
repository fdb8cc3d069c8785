import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let answersDir: string;
beforeAll(async () => {
  platform = await startTestPlatform();
  answersDir = await mkdtemp(join(tmpdir(), "profiles-tour-"));
});
afterAll(async () => {
  await platform.stop();
  await rm(answersDir, { recursive: true, force: true });
});

/** The `sh` blocks of the README's sections from one heading up to another. */
function shellOf(from: string, to: string): string {
  const readme = readFileSync(join(repositoryRoot, "README.md"), "utf8");
  const [start, end] = [readme.indexOf(`\n## ${from}\n`), readme.indexOf(`\n## ${to}\n`)];
  if (start < 0 || end < start) throw new Error(`The README has no sections ${from} and ${to}.`);
  const blocks = readme.slice(start, end).matchAll(/^```sh\n(.*?)^```$/gms);
  return [...blocks].map(([, block]) => block).join("\n");
}

/** Keeps what each curl was answered, and runs the scripts of npm without npm. */
const STAND_INS = `
curl() {
  local note='%{stderr}%{method} %{url_effective} %{http_code}\\n'
  command curl -w "$note" "$@" | tee "$ANSWERS/$(ls "$ANSWERS" | wc -l | tr -d ' ')"
}
npm() {
  case "$1 $2 $3 $4" in
    "run -s token --") node infra/local/token.ts "\${@:5}" ;;
    "run -s operator --") node infra/operator.ts "\${@:5}" ;;
    *) echo "npm $* is not expected in the tour" >&2 ;;
  esac
}
`;

function bash(script: string): Promise<{ stdout: string; stderr: string }> {
  const { TABLE_NAME: _, ...environment } = process.env;
  const env = {
    ...environment,
    DATA_DIR: platform.dataDir,
    ANSWERS: answersDir,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  };
  return new Promise((resolve, reject) => {
    const options = { cwd: repositoryRoot, env, timeout: 50_000 };
    execFile("bash", ["-c", script], options, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve({ stdout, stderr }),
    );
  });
}

interface Seen {
  /** `METHOD path status`, ids left out. */
  readonly request: string;
  /** With the headers, where the tour shows them. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  readonly json: any;
}

/** The requests of the tour with their answers, in order. */
async function answersTo(stderr: string): Promise<Seen[]> {
  const requests = stderr
    .trim()
    .split("\n")
    .map((line) => line.replace(platform.url, "").replaceAll(/[0-9a-f]{8}(-[0-9a-f]+){4}/g, "<id>"))
    .map((line) => line.replace(/api-keys\/[0-9a-z]{16}/, "api-keys/<id>"));
  expect(await readdir(answersDir), stderr).toHaveLength(requests.length);
  return Promise.all(
    requests.map(async (request, index) => {
      const text = await readFile(join(answersDir, String(index)), "utf8");
      const body = text.split("\r\n\r\n").at(-1) ?? "";
      return { request, text, json: /^[{[]/.test(body) ? JSON.parse(body) : undefined };
    }),
  );
}

function headersOf(seen: readonly Seen[], name: string): string[] {
  const line = new RegExp(`^${name}: (.+?)\r$`, "im");
  return seen.flatMap(({ text }) => line.exec(text)?.[1] ?? []);
}

const PROFILES = "/api/v1/profiles";
const CONTACTS = "/api/v1/contacts";
const KEYS = "/api/v1/api-keys";

const REQUESTS = [
  "GET /health 200",
  `POST ${PROFILES} 201`,
  `POST ${PROFILES} 201`,
  `GET ${PROFILES}/all 200`,
  `GET ${PROFILES}/me 200`,
  `GET ${PROFILES}/me 200`,
  `PATCH ${PROFILES}/<id> 200`,
  `POST ${PROFILES}/<id>/education 201`,
  `PATCH ${PROFILES}/<id>/education/<id> 200`,
  `POST ${PROFILES}/<id>/publish 200`,
  `GET ${PROFILES}/p/<id> 200`,
  `GET ${CONTACTS}/<id>/vcf 200`,
  `GET ${PROFILES}/<id> 200`,
  `POST ${CONTACTS} 201`,
  `DELETE ${PROFILES}/<id> 204`,
  `GET ${CONTACTS} 200`,
  `POST ${KEYS} 201`,
  `GET ${PROFILES}/all 200`,
  `GET ${KEYS} 200`,
  `POST ${KEYS}/<id>/rotate 200`,
  `GET ${PROFILES}/all 200`,
  `DELETE ${KEYS}/<id> 204`,
  `GET ${PROFILES}/all 401`,
  `POST ${PROFILES} 201`,
  `POST ${PROFILES} 201`,
];

test("the README's tour can be pasted, and its answers are as told", {
  timeout: 60_000,
}, async () => {
  const tour = shellOf("A tour with curl", "Deploy");
  const local = "API=http://127.0.0.1:4010\n";
  expect(tour).toContain(local);
  const { stdout, stderr } = await bash(
    `${STAND_INS}\n${tour.replace(local, `API=${platform.url}\n`)}`,
  );
  const seen = await answersTo(stderr);
  expect(seen.map(({ request }) => request)).toEqual(REQUESTS);
  const answers = (request: string) => {
    return seen.filter((one) => one.request === request).map(({ json }) => json);
  };
  const [created, , first, replayed] = answers(`POST ${PROFILES} 201`);
  const [patched] = answers(`PATCH ${PROFILES}/<id> 200`);
  const [foreign] = answers(`GET ${PROFILES}/<id> 200`);
  expect(created.skills).toEqual(["negotiation", "staging"]);
  expect(answers(`GET ${PROFILES}/all 200`)[0]).toHaveLength(2);
  expect(answers(`GET ${PROFILES}/me 200`)[0]).toEqual(created);
  expect(patched).toMatchObject({ bio: "Homes by the sea.", company: "", isPublic: false });
  expect(foreign.workExperiences).toEqual(patched.workExperiences);
  expect(foreign.education).toMatchObject([{ institution: "MIT", degree: "BSc" }]);
  expect(answers(`POST ${PROFILES}/<id>/publish 200`)).toMatchObject([{ isPublic: true }]);
  const [page] = answers(`GET ${PROFILES}/p/<id> 200`);
  expect(page.workExperience).toEqual(patched.workExperiences);
  const vcard = seen.find(({ request }) => request.includes("/vcf"));
  expect(vcard?.text).toMatch(/^BEGIN:VCARD\r\n/);
  const [saved] = answers(`POST ${CONTACTS} 201`);
  expect(saved).toMatchObject({ name: "Jane Doe", profileAvailable: true, notice: null });
  const [list] = answers(`GET ${CONTACTS} 200`);
  expect(list).toMatchObject({ total: 1, contacts: [{ id: saved.id, name: "" }] });
  expect(list.contacts[0].notice).toBe("Profile removed");
  const [listed] = answers(`GET ${KEYS} 200`);
  expect(listed).toEqual([expect.objectContaining({ name: "CRM", status: "active" })]);
  expect(listed[0]).not.toHaveProperty("key");
  const [issued] = answers(`POST ${KEYS} 201`);
  expect(answers(`POST ${KEYS}/<id>/rotate 200`)[0].key).not.toBe(issued.key);
  expect(replayed).toEqual(first);
  expect(headersOf(seen, "idempotent-replayed")).toEqual(["true"]);
  // The key's plan, before and after it was changed; else the allowance of JWTs.
  const people = "10000";
  expect(headersOf(seen, "x-ratelimit-limit")).toEqual([
    ...[people, people, "100", "100000"],
    ...[people, people, people],
  ]);
  expect(stdout).toContain('"plan": "business"');
});
