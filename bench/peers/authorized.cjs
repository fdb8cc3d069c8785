// As the gateway does: the authorizer decides, and tells the function who calls.
const METHOD_ARN = "arn:aws:execute-api:us-east-1:000000000000:api/live/GET/";

exports.authorized = (authorizerFile, functionFile) => {
  const authorizer = require(authorizerFile);
  const { handler } = require(functionFile);
  return async (event, context) => {
    const decision = await decide(authorizer, event);
    if (decision === undefined) return { statusCode: 401, headers: {}, body: "" };
    const requestContext = { ...event.requestContext, authorizer: decision.context };
    return handler({ ...event, requestContext }, context);
  };
};

async function decide(authorizer, event) {
  try {
    return await authorizer.handler({ ...event, type: "REQUEST", methodArn: METHOD_ARN });
  } catch (error) {
    if (error.message === "Unauthorized") return undefined;
    throw error;
  }
}
