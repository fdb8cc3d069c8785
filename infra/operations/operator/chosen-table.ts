/**
 * Has the commands of this process work on another table than the one in use: one that was restored,
 * before the functions are on it.
 */
export function useTable(name: string | undefined): void {
  if (name !== undefined) process.env.TABLE_NAME = name;
}
