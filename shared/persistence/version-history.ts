import { settings } from "../settings.ts";

/**
 * What tells versions apart that count the same: a profile's are those of the table it is in. A
 * restored table counts on from an earlier version, and gives its number to another text.
 */
export function versionHistory(): string {
  return settings.tableName;
}
