import { open, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { openStoredFile, sealFile } from "@profiles-api/laptop/testing";

/** Makes every stored object look some hours older. The platform must not be running. */
export async function ageObjects(dataDir: string, hours: number): Promise<void> {
  const folder = join(dataDir, "objects");
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { metadata, stream } = await openStoredFile(path);
    const bytes = await buffer(stream());
    const lastModified = new Date(Date.parse(metadata.lastModified) - hours * 3_600_000);
    const older = await open(`${path}.older`, "w");
    await older.write(bytes);
    await sealFile(older, { ...metadata, lastModified: lastModified.toISOString() });
    await older.close();
    await rename(`${path}.older`, path);
  }
}
