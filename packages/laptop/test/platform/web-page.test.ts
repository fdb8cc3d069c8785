import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, startPlatform } from "../../laptop.ts";
import { readServerFile, type ServerFacts } from "../../running.ts";
import { tempFolder } from "../dynamodb/table-fixture.ts";
import { synthesiseSmallApp } from "./small-app.ts";

let platform: Platform;
let facts: ServerFacts;
beforeAll(async () => {
  const dataDir = tempFolder();
  const assembly = synthesiseSmallApp(join(tempFolder(), "cdk.out"));
  platform = await startPlatform({ assembly, dataDir, port: 0, log: () => {} });
  const found = await readServerFile(dataDir);
  if (!found) throw new Error("The platform wrote no server file.");
  facts = found;
});
afterAll(() => platform?.stop());

const SERVICES = ["dynamodb", "s3", "sqs", "lambda", "apiGateway", "secretsManager"] as const;

interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

function ask(endpoint: string, { method, headers, body }: Asked) {
  return new Promise<{ status: number; allowed: string | undefined; text: string }>(
    (resolve, reject) => {
      const sent = request(endpoint, { method, headers }, (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => {
          const allowed = answer.headers["access-control-allow-origin"];
          resolve({ status: answer.statusCode ?? 0, allowed, text });
        });
      });
      sent.on("error", reject);
      sent.end(body);
    },
  );
}

describe.each(SERVICES)("a web page that has found the port of %s", (service) => {
  const origin = "https://page.example";

  it("is not allowed to send a call of its own", async () => {
    const headers = {
      ...{ origin, "access-control-request-method": "POST" },
      "access-control-request-headers": "authorization,x-amz-target",
    };
    const { status, allowed } = await ask(facts[service], { method: "OPTIONS", headers });
    expect(allowed).toBeUndefined();
    expect(status).toBeGreaterThanOrEqual(400);
  });

  // Such calls need no preflight; with a name that leads to the loopback the page could read the answer.
  it.each(["page.example", "127.0.0.1"])("as %s gets nothing without a signature", async (host) => {
    const headers = { origin, host, "content-type": "text/plain" };
    for (const asked of [
      { method: "POST", headers, body: "{}" },
      { method: "GET", headers },
    ]) {
      const { status, allowed, text } = await ask(facts[service], asked);
      // The list of buckets, at S3's root, is there for nobody.
      expect([400, 403, 404, 405, 501], text).toContain(status);
      expect(allowed).toBeUndefined();
      expect(text).not.toContain("Small-");
    }
  });
});
