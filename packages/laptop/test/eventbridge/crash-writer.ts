/**
 * Run as a process of its own by the crash test: uploads objects in a loop, each under a key of its
 * own, and says which were acknowledged. It never ends by itself.
 */
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { startSmallPlatform } from "./crash-platform.ts";

const [code = "", dataDir = "", run = ""] = process.argv.slice(2);
const { objects, iam } = await startSmallPlatform(code, dataDir);
const s3 = new S3Client({
  region: "us-east-1",
  endpoint: objects.endpoint,
  forcePathStyle: true,
  credentials: iam.administrator,
});

async function write(writer: number): Promise<never> {
  for (let number = 0; ; number++) {
    const Key = `quarantine/${run}/${writer}/${number}`;
    await s3.send(new PutObjectCommand({ Bucket: "uploads", Key, Body: "x" }));
    process.stdout.write(`${Key}\n`);
  }
}

await Promise.all([0, 1, 2].map(write));
