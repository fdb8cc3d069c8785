import { chmod, readdir, stat } from "node:fs/promises";
import { DataFolderError } from "./data-folder-error.ts";

/** Rights of the group and of others. */
const OTHERS = 0o077;
/** Entries by which a folder is known for the data of a platform. */
const OWN_ENTRIES = new Set(["dynamodb", "objects", "issuer.json", "secrets"]);

/**
 * Sees to it that nobody else reads the data: keys of the development issuer, secrets and everything
 * stored lie there. A folder that others may read is closed when it is empty or holds a platform's data.
 * @throws DataFolderError for another user's folder, and for one that holds other things: closing it
 * might lock people out
 */
export async function closeToOthers(path: string): Promise<void> {
  const { uid, mode } = await stat(path);
  const own = process.getuid?.();
  // Windows knows neither; there the folder's own list of rights holds.
  if (own === undefined) return;
  if (uid !== own) {
    throw new DataFolderError(
      `The data folder ${path} belongs to another user (${uid}); set DATA_DIR to a folder of your own.`,
    );
  }
  if ((mode & OTHERS) === 0) return;
  const entries = await readdir(path);
  if (entries.length > 0 && !entries.some((name) => OWN_ENTRIES.has(name))) {
    throw new DataFolderError(
      `The data folder ${path} is open to other users and holds other things; set DATA_DIR to a folder for this alone, or close it with chmod 700.`,
    );
  }
  await chmod(path, mode & 0o700);
}
