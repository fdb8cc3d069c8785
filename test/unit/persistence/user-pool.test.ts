import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

const PERSON = { poolId: "eu-west-1_Abc123", sub: "62c59404-90e1-7042-9d1c-0f4a2a4f7a11" };

let server: Server;
let answer: { readonly status: number; readonly body: object };
const asked: unknown[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push([request.headers["x-amz-target"], JSON.parse(Buffer.concat(chunks).toString())]);
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

test("deletes the person, and one who is gone is as good, with the pool or without", async () => {
  const { deletePoolUser } = await import("../../../shared/persistence/user-pool.ts");
  answer = { status: 200, body: {} };
  expect(await deletePoolUser(PERSON)).toBe("removed");
  for (const __type of ["UserNotFoundException", "ResourceNotFoundException"]) {
    answer = { status: 400, body: { __type, message: "No such thing." } };
    expect(await deletePoolUser(PERSON)).toBe("absent");
  }
  const call = { UserPoolId: PERSON.poolId, Username: PERSON.sub };
  const target = "AWSCognitoIdentityProviderService.AdminDeleteUser";
  expect(asked).toEqual([
    [target, call],
    [target, call],
    [target, call],
  ]);
  answer = { status: 400, body: { __type: "NotAuthorizedException", message: "No." } };
  await expect(deletePoolUser(PERSON)).rejects.toMatchObject({ name: "NotAuthorizedException" });
});
