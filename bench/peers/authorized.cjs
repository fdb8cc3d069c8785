// As the gateway does: the authorizer decides, and tells the function who calls.
const METHOD_ARN = "arn:aws:execute-api:us-east-1:000000000000:api/live/GET/";

/** Loads one after the other, as Lambda does each: an ES module is waited for. */
exports.authorized = async (authorizerFile, functionFile) => {
  const authorizer = await load(authorizerFile);
  const { handler } = await load(functionFile);
  return async (event, context) => {
    const decision = await decide(authorizer, event);
    if (decision === undefined) return { statusCode: 401, headers: {}, body: "" };
    const requestContext = { ...event.requestContext, authorizer: decision.context };
    return handler({ ...event, requestContext }, context);
  };
};

async function load(file) {
  return file.endsWith(".mjs") ? import(file) : require(file);
}

async function decide(authorizer, event) {
  try {
    const answer = await authorizer.handler({ ...event, type: "REQUEST", methodArn: METHOD_ARN });
    return answer.policyDocument.Statement[0].Effect === "Allow" ? answer : undefined;
  } catch (error) {
    if (error.message === "Unauthorized") return undefined;
    throw error;
  }
}
