import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Mismatch } from "../../../../infra/operations/smoke/expectations.ts";
import { DOCUMENT, Facts, WalkEnded } from "../../../../infra/operations/smoke/facts.ts";
import { NoAnswer } from "../../../../infra/operations/smoke/http-client.ts";
import { repositoryRoot } from "../../../../infra/repository-root.ts";

/** Facts whose lines can be read. */
function collected({ onLaptop }: { readonly onLaptop: boolean }) {
  const lines: string[] = [];
  return { lines, facts: new Facts(onLaptop, (line) => lines.push(line)) };
}

const GATEWAY = { document: DOCUMENT.gateway, onlyAws: true } as const;
const wrong = async () => {
  throw new Mismatch("404", "403");
};

test("the documents that lines name are there", () => {
  for (const document of Object.values(DOCUMENT)) {
    expect([document, existsSync(join(repositoryRoot, document))]).toEqual([document, true]);
  }
});

describe("a fact that only AWS can tell", () => {
  test("says where it was looked at", async () => {
    const [laptop, aws] = [collected({ onLaptop: true }), collected({ onLaptop: false })];
    await laptop.facts.check("a path", GATEWAY, async () => {});
    await aws.facts.check("a path", GATEWAY, async (note) => note("404"));
    expect([...laptop.lines, ...aws.lines]).toEqual([
      "ok     only AWS can tell: a path (on the laptop)",
      "ok     only AWS can tell: a path (on AWS): 404",
    ]);
  });

  test("has its document corrected only when AWS differs", async () => {
    const [laptop, aws] = [collected({ onLaptop: true }), collected({ onLaptop: false })];
    await laptop.facts.check("a path", GATEWAY, wrong);
    await aws.facts.check("a path", GATEWAY, wrong);
    await aws.facts.check("a path", GATEWAY, async () => {
      throw new NoAnswer("Nothing listens.");
    });
    expect([...laptop.lines, ...aws.lines]).toEqual([
      "FAILED only AWS can tell: a path: expected 404, got 403; see docs/adr/0003-local-gateway.md",
      "FAILED only AWS can tell: a path: expected 404, got 403; AWS differs from the laptop: correct docs/adr/0003-local-gateway.md",
      "FAILED only AWS can tell: a path: Nothing listens.; see docs/adr/0003-local-gateway.md",
    ]);
    expect([laptop.facts.failed, aws.facts.failed]).toEqual([1, 2]);
  });

  test("may have either answer on AWS where no document says which, and shows both", async () => {
    const [laptop, aws] = [collected({ onLaptop: true }), collected({ onLaptop: false })];
    const open = { document: DOCUMENT.gateway, expected: "200" } as const;
    for (const { facts } of [laptop, aws]) {
      await facts.tell("an escape", open, async () => "200");
      await facts.tell("an escape", open, async () => "404");
    }
    expect(laptop.lines[1]).toMatch(/^FAILED .*: expected 200, got 404; see docs/);
    expect(aws.lines).toEqual([
      "ok     only AWS can tell: an escape (on AWS): 200",
      "ok     only AWS can tell: an escape (on AWS): 404, and 200 on the laptop; correct docs/adr/0003-local-gateway.md",
    ]);
    expect(aws.facts.summary()).toBe("2 facts hold, 1 of them other than on the laptop, 0 failed");
  });
});

describe("a fact that fails", () => {
  test("ends its walk when the rest stands on it, and no other", async () => {
    const { facts, lines } = collected({ onLaptop: true });
    await facts.walk("keys", async () => {
      await facts.must("issue a key", {}, wrong);
      await facts.check("use it", {}, async () => {});
    });
    await facts.walk("pages", () => facts.check("a page", {}, async () => {}).then(() => {}));
    expect(lines).toEqual([
      "FAILED issue a key: expected 404, got 403; see docs/openapi.json",
      "-      not walked: the rest of keys: issue a key",
      "ok     a page",
    ]);
    await expect(facts.must("issue a key", {}, wrong)).rejects.toThrow(WalkEnded);
  });

  test("names the table's permissions for a server error of a write over partitions only", async () => {
    const { facts, lines } = collected({ onLaptop: false });
    const spans = { document: DOCUMENT.table, spansPartitions: true } as const;
    await facts.check("create", spans, async () => {
      throw new Mismatch("201", "500", true);
    });
    await facts.check("create", spans, wrong);
    expect(lines[0]).toMatch(
      /dynamodb:LeadingKeys .*access-policy\.ts and docs\/access-patterns\.md$/,
    );
    expect(lines[1]).toBe("FAILED create: expected 404, got 403; see docs/access-patterns.md");
  });

  test("is told for an answer without the parts that are looked into", async () => {
    const { facts, lines } = collected({ onLaptop: true });
    const answer: { json?: { readonly id: string } } = {};
    await facts.check("a list", {}, async () => (answer.json as { readonly id: string }).id);
    expect(lines[0]).toMatch(/^FAILED a list: Cannot read properties of undefined/);
  });

  test("shows no credential", async () => {
    const { facts, lines } = collected({ onLaptop: true });
    const key = "pr_live_0123456789abcdef_SecretSecret";
    const token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl";
    const url = "https://bucket.example/a?X-Amz-Signature=abcdef&X-Amz-Expires=600";
    await facts.check("a key", {}, async () => {
      throw new Mismatch("nothing", `${key} ${token} ${url}`);
    });
    expect(lines[0]).not.toMatch(/SecretSecret|c2lnbmF0dXJl|abcdef&/);
  });
});
