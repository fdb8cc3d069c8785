/** The projects of the tests, those first whose files take longest: short ones fill the end. */
export const PROJECT_NAMES = ["e2e", "infra", "laptop", "browser", "contract", "unit"] as const;

export type ProjectName = (typeof PROJECT_NAMES)[number];
