/**
 * The form that items are written in, which each says of itself. Items without it are of the first
 * form: readers take them as well, and put the missing values in their place. An item of a partition
 * that is written again from what was read keeps the attributes that this release does not know; a
 * card, which is made of its profile alone, is written whole, so that nothing outdated stays in it.
 */
export const SCHEMA_VERSION = 2;
