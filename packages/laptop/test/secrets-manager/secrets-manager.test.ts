import { mkdtemp, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterEach, describe, expect, it } from "vitest";
import { Iam, type Principal } from "../../services/iam/iam.ts";
import { openSecrets } from "../../services/secrets-manager/secret-store.ts";
import { startSecretsManager } from "../../services/secrets-manager/secrets-manager.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { functionArn, functionWithRole, resource } from "../lambda/function-fixture.ts";
import { sdkOptions } from "../support/sdk-options.ts";

const ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:stack-Pepper";
const OTHER = `${ARN}Other`;
const PEPPER = {
  GenerateSecretString: {
    SecretStringTemplate: '{"current":"v1"}',
    GenerateStringKey: "v1",
    PasswordLength: 64,
    ExcludePunctuation: true,
  },
};

function secretResources(properties: { [name: string]: Json } = PEPPER): DeployedResources {
  const statement = {
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: ARN,
  };
  return new DeployedResources([
    resource("AWS::SecretsManager::Secret", "Pepper", ARN, properties),
    resource("AWS::SecretsManager::Secret", "Other", OTHER, { GenerateSecretString: {} }),
    ...functionWithRole("reader", "/", {}, [statement]),
    ...functionWithRole("nobody", "/"),
  ]);
}

const newFolder = async () => join(await mkdtemp(join(tmpdir(), "secrets-")), "secrets");
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(folder: string) {
  const resources = secretResources();
  const iam = Iam.fromResources(resources);
  const server = await startSecretsManager({ secrets: await openSecrets(folder, resources), iam });
  closers.push(() => server.close());
  const clientOf = (principal: Principal) => {
    const client = new SecretsManagerClient(sdkOptions(server.endpoint, principal));
    closers.push(async () => client.destroy());
    return client;
  };
  const as = (name: string) => clientOf(iam.principalOf(functionArn(name)));
  return { clientOf, iam, reader: as("reader"), nobody: as("nobody") };
}

const get = (client: SecretsManagerClient, input: object = {}) =>
  client.send(new GetSecretValueCommand({ SecretId: ARN, ...input }));

describe("a secret", () => {
  it("has the value that the template asks for, the same for every reader and start", async () => {
    const folder = await newFolder();
    const { reader } = await serve(folder);
    const secret = await get(reader);
    expect(secret).toMatchObject({
      ARN,
      Name: "stack-Pepper",
      VersionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      VersionStages: ["AWSCURRENT"],
      CreatedDate: expect.any(Date),
    });
    expect(JSON.parse(secret.SecretString ?? "")).toEqual({
      current: "v1",
      v1: expect.stringMatching(/^[A-Za-z0-9]{64}$/),
    });
    const again = await serve(folder);
    expect((await get(again.reader)).SecretString).toBe(secret.SecretString);
    const byName = await get(again.clientOf(again.iam.administrator), { SecretId: "stack-Pepper" });
    expect(byName.SecretString).toBe(secret.SecretString);
    const { VersionId } = secret;
    expect(await get(again.reader, { VersionId, VersionStage: "AWSCURRENT" })).toBeDefined();
  });

  it("has another value once that was put, also after the next start", async () => {
    const folder = await newFolder();
    const { reader, clientOf, iam, nobody } = await serve(folder);
    const put = new PutSecretValueCommand({ SecretId: ARN, SecretString: '{"key":"new"}' });
    for (const client of [reader, nobody]) {
      await expect(client.send(put)).rejects.toThrow(/secretsmanager:PutSecretValue/);
    }
    const before = await get(reader);
    const { VersionId, VersionStages } = await clientOf(iam.administrator).send(put);
    expect(VersionStages).toEqual(["AWSCURRENT"]);
    expect(VersionId).not.toBe(before.VersionId);
    expect(await get(reader)).toMatchObject({ SecretString: '{"key":"new"}', VersionId });
    expect((await stat(join(folder, "stack-Pepper.json"))).mode & 0o777).toBe(0o600);
    const again = await serve(folder);
    expect((await get(again.reader)).SecretString).toBe('{"key":"new"}');
    const gone = new PutSecretValueCommand({ SecretId: `${ARN}Gone`, SecretString: "x" });
    await expect(clientOf(iam.administrator).send(gone)).rejects.toThrow(/can't find/);
  });

  it("is kept for its owner's eyes", async () => {
    const folder = await newFolder();
    await serve(folder);
    const files = await readdir(folder);
    expect(files).toEqual(["stack-Pepper.json", "stack-PepperOther.json"]);
    for (const file of files) {
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it("that is broken is never replaced", async () => {
    const folder = await newFolder();
    await openSecrets(folder, secretResources());
    await writeFile(join(folder, "stack-Pepper.json"), "{}");
    await expect(openSecrets(folder, secretResources())).rejects.toThrow(
      /^The secret .*stack-Pepper\.json cannot be read \(it holds no secret\); restore it/,
    );
  });

  it.each<[string, object, object, string]>([
    ["an unknown one", { SecretId: `${ARN}X` }, {}, "AccessDeniedException"],
    ["another one", { SecretId: OTHER }, {}, "AccessDeniedException"],
    ["a former version", { VersionStage: "AWSPREVIOUS" }, {}, "ResourceNotFoundException"],
    ["an unknown version", { VersionId: "0".repeat(36) }, {}, "ResourceNotFoundException"],
    ["a bad signature", {}, { secretAccessKey: "no" }, "InvalidSignatureException"],
    ["an unknown key", {}, { accessKeyId: "AKIANO" }, "UnrecognizedClientException"],
  ])("is not given for %s", async (_name, input, change, name) => {
    const { clientOf, iam } = await serve(await newFolder());
    const client = clientOf({ ...iam.principalOf(functionArn("reader")), ...change });
    await expect(get(client, input)).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("is not given to a role without permission, nor listed to anyone", async () => {
    const { nobody, clientOf, iam } = await serve(await newFolder());
    await expect(get(nobody)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `User: arn:aws:sts::000000000000:assumed-role/nobody-role/nobody is not authorized to perform: secretsmanager:GetSecretValue on resource: ${ARN} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    });
    const listing = clientOf(iam.administrator).send(new ListSecretsCommand({}));
    await expect(listing).rejects.toMatchObject({ name: "UnknownOperationException" });
    const unknown = get(clientOf(iam.administrator), { SecretId: "unknown" });
    await expect(unknown).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
