import type { Imported } from "../model/exchange/imported.ts";
import { Problem } from "../model/problem.ts";
import { readJsonResume } from "./read-json-resume.ts";
import { isOwnDocument, readOwn } from "./read-own.ts";
import { isRaw } from "./reading.ts";

/**
 * A document in JSON: our own if it says so, else a JSON Resume.
 * @throws Problem `malformed_json`, `wrong_encoding`, `unreadable_resume`, `unknown_version`
 */
export function readJson(bytes: Uint8Array): Imported {
  const document = parse(bytes);
  const raw = isRaw(document) ? document : {};
  return isOwnDocument(raw) ? readOwn(raw) : readJsonResume(raw);
}

function parse(bytes: Uint8Array): unknown {
  let text: string;
  try {
    // The decoder skips a byte order mark.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("malformed", "wrong_encoding", "The text must be UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed", "malformed_json", "The document is not valid JSON.");
  }
}
