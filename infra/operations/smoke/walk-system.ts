import { getDocsRoute } from "../../../shared/routes/pages/get-docs.ts";
import { getDocsFileRoute } from "../../../shared/routes/pages/get-docs-file.ts";
import { getHomeRoute } from "../../../shared/routes/pages/get-home.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";
import { getHealthRoute } from "../../../shared/routes/system/get-health.ts";
import { getOpenapiRoute } from "../../../shared/routes/system/get-openapi.ts";
import { expectEqual, expectStatus, expectThat, headerOf } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import { expectHeadLikeGet } from "./head-like-get.ts";
import type { WalkContext } from "./walk-context.ts";

/** That it is up, which version it is, and the headers of every answer. */
export async function walkSystem({ facts, nobody }: WalkContext): Promise<void> {
  await facts.check("GET /health is ok, with the headers of every answer", {}, async () => {
    const answer = expectStatus(await nobody.call(getHealthRoute), 200);
    expectEqual("body", answer.json, { status: "ok" });
    expectThat(headerOf(answer, "x-request-id") !== undefined, "X-Request-Id", answer.headers);
    expectEqual("X-Content-Type-Options", headerOf(answer, "x-content-type-options"), "nosniff");
    const allowed = headerOf(answer, "access-control-allow-origin") ?? headerOf(answer, "vary");
    expectThat(allowed !== undefined, "Access-Control-Allow-Origin or Vary", answer.headers);
  });
  await facts.tell(
    "X-Amzn-Trace-Id on a function's answer",
    { document: DOCUMENT.gateway, expected: "present" },
    async () => {
      const answer = expectStatus(await nobody.call(getHealthRoute), 200);
      return headerOf(answer, "x-amzn-trace-id") ? "present" : "absent";
    },
  );
  await walkDocument({ facts, nobody });
  await walkReference({ facts, nobody });
  await facts.check("HEAD /health and /openapi.json are as GET, without a body", {}, async () => {
    await expectHeadLikeGet(nobody, getHealthRoute);
    await expectHeadLikeGet(nobody, getOpenapiRoute);
  });
}

/** The pages for people, and all that the one to try things on loads. */
async function walkReference({ facts, nobody }: Pick<WalkContext, "facts" | "nobody">) {
  await facts.check("GET / and /docs are pages, and try-it's files are there", {}, async () => {
    for (const route of [getHomeRoute, getDocsRoute]) {
      const { text } = expectStatus(await nobody.call(route), 200);
      expectThat(/^<!doctype html>/.test(text), "a page", text.slice(0, 80));
    }
    const file = (name: string) => nobody.call(getDocsFileRoute, { params: { file: name } });
    const { text } = expectStatus(await file("try"), 200);
    const names = [...text.matchAll(/\/docs\/([\w-]+\.(?:js|css|json))"/g)].map(([, name]) => name);
    expectThat(names.length >= 4, "scripts, a style sheet and the document", names);
    for (const name of names) expectStatus(await file(name ?? ""), 200);
    expectStatus(await file("no-such-page"), 404);
  });
}

async function walkDocument({ facts, nobody }: Pick<WalkContext, "facts" | "nobody">) {
  const version = { document: DOCUMENT.deploy };
  await facts.check("GET /openapi.json has just the routes of this version", version, async () => {
    const { json } = expectStatus(await nobody.call(getOpenapiRoute), 200);
    const methods = ["get", "post", "put", "patch", "delete"];
    const told = Object.entries<object>(json?.paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((method) => methods.includes(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    const here = routeTable.map(({ method, path }) => `${method} ${path}`);
    const differ = [
      ...here.filter((route) => !told.includes(route)).map((route) => `without ${route}`),
      ...told.filter((route) => !here.includes(route)).map((route) => `with ${route}`),
    ];
    expectEqual("differences between deployment and checkout", differ, []);
  });
}
