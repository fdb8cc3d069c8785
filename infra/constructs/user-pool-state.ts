/** Output of the stateful stack that tells whether the API takes the tokens of its pool. */
export const POOL_STATE_OUTPUT = "UserPoolTokens";

/** Values of that output. */
export const POOL_STATE = { accepted: "accepted", retired: "retired" } as const;
