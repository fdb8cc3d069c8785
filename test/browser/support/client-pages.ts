import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { repositoryRoot } from "../../../infra/repository-root.ts";

/** Pages that use the client, from an origin that is not the API's. */
export interface ClientPages {
  /** Without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

export const UPLOAD_EXAMPLE = "/docs/examples/upload-photo.html";

/** Where `npm run build -w @profiles-api/client` puts it. */
const CLIENT = "/packages/client/dist/client.js";

/** All that the client exports is `client` in the window. */
const BARE = `<!doctype html><title>Client</title><link rel="icon" href="data:,">
<script type="module">import * as client from "${CLIENT}"; window.client = client;</script>`;

/** Serves an empty page that has the client at `/`, and the example of the documents where it is. */
export async function serveClientPages(): Promise<ClientPages> {
  const { outputFiles } = await build({
    entryPoints: [join(repositoryRoot, "packages/client/source/client.ts")],
    ...{ bundle: true, write: false, format: "esm", platform: "browser", target: "es2022" },
  });
  const files: Readonly<Record<string, readonly [string, string]>> = {
    "/": ["text/html", BARE],
    [CLIENT]: ["text/javascript", outputFiles[0]?.text ?? ""],
    [UPLOAD_EXAMPLE]: ["text/html", await readFile(join(repositoryRoot, UPLOAD_EXAMPLE), "utf8")],
  };
  const server = createServer(({ url = "" }, response) => {
    const [type, text] = files[url] ?? [];
    response.writeHead(type ? 200 : 404, {
      "Content-Type": `${type ?? "text/plain"}; charset=utf-8`,
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
