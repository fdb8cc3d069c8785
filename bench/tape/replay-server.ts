import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Exchange, fingerprint, readCall, signatureScope, type Tape } from "./exchange.ts";

// Runs in a process of its own: answers each call as it was answered when the tape was recorded,
// at once and without looking at what it writes. The access key names the example.

interface ReadyAnswer extends Pick<Exchange, "status" | "headers"> {
  readonly body: Buffer;
}

const tape: Tape = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const answers = new Map<string, ReadyAnswer>();
for (const [example, exchanges] of Object.entries(tape)) {
  for (const exchange of exchanges) {
    // What is not signed names nobody: the issuer answers all alike.
    const caller = exchange.service === "issuer" ? "" : example;
    const key = `${caller} ${fingerprint(exchange)}`;
    if (answers.has(key)) continue;
    const body = Buffer.from(exchange.responseBody, "base64");
    answers.set(key, { status: exchange.status, headers: exchange.headers, body });
  }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const { accessKeyId } = signatureScope(request.headers);
    const call = readCall(request, Buffer.concat(chunks));
    const answer = answers.get(`${accessKeyId} ${fingerprint(call)}`);
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else response.writeHead(400).end(`Not on the tape: ${accessKeyId} ${fingerprint(call)}`);
  });
});
// The client closes first, else it might meet a connection that just ended.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
// A pipe that ends with the parent, so that nothing is left running.
process.on("disconnect", () => process.exit());
