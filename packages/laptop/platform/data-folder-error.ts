/** Why the data folder cannot be used; the message is one sentence for the person at the terminal. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}
