import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { tableAddress } from "../../../shared/persistence/table-address.ts";

/** Of every partition that the SDK knows, and one that nobody knows yet. */
const REGIONS = [
  ...["us-east-1", "eu-central-2", "ap-southeast-5", "il-central-1", "mx-central-1"],
  ...["us-gov-west-1", "cn-northwest-1", "eusc-de-east-1"],
  ...["us-iso-east-1", "us-isob-east-1", "us-isof-south-1", "eu-isoe-west-1"],
  "xx-nowhere-1",
];

/** The address that the SDK sends a call to. */
async function ofSdk(region: string): Promise<string> {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  let hostname = "";
  const requestHandler = {
    handle: async (request: { hostname: string }) => {
      hostname = request.hostname;
      return { response: { statusCode: 200, headers: {}, body: Buffer.from("{}") } };
    },
  };
  const client = new DynamoDBClient({ region, credentials, requestHandler });
  await client.send(new GetItemCommand({ TableName: "t", Key: { pk: { S: "p" } } }));
  return hostname;
}

test.each(REGIONS)("%s: as the SDK has it", async (region) => {
  expect(tableAddress(region, undefined).hostname).toBe(await ofSdk(region));
});

test("an address that is given comes first", () => {
  expect(tableAddress("us-east-1", "http://127.0.0.1:8000").href).toBe("http://127.0.0.1:8000/");
});
