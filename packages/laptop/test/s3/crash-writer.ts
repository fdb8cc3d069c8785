/**
 * Run as a process of its own by the crash test: serves a store over the folder that it is given
 * and writes objects to it in a loop, from the version that it is given on, saying what was
 * acknowledged. It never ends by itself.
 */
import { randomBytes } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Iam } from "../../services/iam/iam.ts";
import { startObjectStore } from "../../services/s3/object-store.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import { BUCKET, bucketResource } from "./object-store-fixture.ts";

const [folder = "", firstVersion = "0"] = process.argv.slice(2);
const resources = new DeployedResources([bucketResource(BUCKET)]);
const iam = Iam.fromResources(resources);
const log = (line: string) => process.stderr.write(`${line}\n`);
const store = await startObjectStore({ folder, resources, iam, log });
const s3 = new S3Client({
  region: "us-east-1",
  endpoint: store.endpoint,
  forcePathStyle: true,
  credentials: iam.administrator,
});

/** Writes a few keys over and over; each body names its version and is as long as chance has it. */
async function write(writer: number): Promise<never> {
  for (let version = Number(firstVersion); ; version++) {
    const Key = `${writer}/${version % 5}`;
    const filler = randomBytes(Math.floor(Math.random() * 30_000)).toString("hex");
    const Body = `${version} ${filler} ${version}`;
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
    process.stdout.write(`${Key} ${version}\n`);
  }
}

await Promise.all([0, 1, 2].map(write));
