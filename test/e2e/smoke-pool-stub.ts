import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestPlatform } from "../support/test-platform.ts";

const POOL = "us-east-1_Smoke";
const CLIENT = "browser-client";

interface User {
  readonly sub: string;
  readonly attributes: readonly { readonly Name: string; readonly Value: string }[];
  password?: string;
}

/** What AWS is asked for users and stacks, answered on the loopback. */
export interface PoolStub {
  /** For a command that is to use it. */
  readonly environment: Record<string, string>;
  readonly users: Map<string, User>;
  /** Names of all users that there ever were. */
  readonly made: string[];
  /** Requests that AWS would refuse, or that would send a mail. */
  readonly faults: string[];
  stop(): Promise<void>;
}

type Order = Readonly<Record<string, unknown>> & {
  readonly UserPoolId: string;
  readonly Username: string;
};

/**
 * Speaks the JSON protocol of Cognito's user pools, and the part of CloudFormation's query protocol
 * that tells outputs. Its tokens are of the platform's own issuer.
 * @param apiUrl what the stacks tell to be the API
 */
export async function startPoolStub(platform: TestPlatform, apiUrl: string): Promise<PoolStub> {
  const users = new Map<string, User>();
  const made: string[] = [];
  const faults: string[] = [];
  const operations: Record<string, (order: Order) => object | Promise<object>> = {
    AdminCreateUser: ({ Username, MessageAction, UserAttributes }) => {
      if (MessageAction !== "SUPPRESS") faults.push(`a mail to ${Username}`);
      users.set(Username, { sub: randomUUID(), attributes: UserAttributes as User["attributes"] });
      made.push(Username);
      return { User: { Username, UserStatus: "FORCE_CHANGE_PASSWORD" } };
    },
    AdminSetUserPassword: ({ Username, Password, Permanent }) => {
      const user = users.get(Username);
      if (!user || Permanent !== true) faults.push(`a password for ${Username} that does not last`);
      else user.password = String(Password);
      return {};
    },
    AdminInitiateAuth: async ({ AuthFlow, ClientId, AuthParameters }) => {
      const { USERNAME = "", PASSWORD } = AuthParameters as Record<string, string>;
      const user = users.get(USERNAME);
      const isRight = user && user.password === PASSWORD && ClientId === CLIENT;
      if (!isRight || AuthFlow !== "ADMIN_USER_PASSWORD_AUTH")
        faults.push(`sign-in of ${USERNAME}`);
      const AccessToken = await platform.token({ account: user?.sub ?? "nobody" });
      return { AuthenticationResult: { AccessToken, TokenType: "Bearer", ExpiresIn: 3_600 } };
    },
    AdminDeleteUser: ({ Username }) => {
      if (!users.delete(Username)) faults.push(`removal of ${Username}, who is not there`);
      return {};
    },
  };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const target = String(request.headers["x-amz-target"] ?? "");
    if (target === "") {
      const name = new URLSearchParams(body).get("StackName");
      response.writeHead(200, { "content-type": "text/xml" }).end(stackXml(name, apiUrl));
      return;
    }
    const operation = operations[target.replace("AWSCognitoIdentityProviderService.", "")];
    const order: Order = JSON.parse(body);
    if (!operation || order.UserPoolId !== POOL) faults.push(target);
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify((await operation?.(order)) ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ users, made, faults },
    environment: {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
      AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint,
    },
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What DescribeStacks answers for the two stacks with the prefix `Test`. */
function stackXml(name: string | null, apiUrl: string): string {
  const outputs: Record<string, Record<string, string>> = {
    TestStateful: { TableName: "T", UserPoolId: POOL, UserPoolBrowserClientId: CLIENT },
    TestApi: { ApiUrl: apiUrl, UsagePlanPrefix: "TestApi-" },
  };
  const members = Object.entries(outputs[name ?? ""] ?? {}).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
    <DescribeStacksResult><Stacks><member>
      <StackName>${name}</StackName><CreationTime>2026-11-27T00:00:00Z</CreationTime>
      <StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join("")}</Outputs>
    </member></Stacks></DescribeStacksResult>
    <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
  </DescribeStacksResponse>`;
}
