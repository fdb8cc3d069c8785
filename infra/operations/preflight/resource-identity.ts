/** How CloudFormation treats a type of resource in an update. */
export interface ResourceIdentity {
  /** Properties whose change makes a new resource; `*` stands for each of them. */
  readonly replacedBy: readonly string[];
  /**
   * Properties that together may be there only once in an account and region, dots between the levels.
   * Only where all of them are given can a resource collide with another one.
   */
  readonly unique?: readonly string[];
}

/**
 * From "Update requires: Replacement" in CloudFormation's resource reference. Where changing a
 * property keeps the resource but loses what is in it, the property is listed, too.
 */
export const RESOURCE_IDENTITIES: Readonly<Record<string, ResourceIdentity>> = {
  "AWS::ApiGateway::Account": { replacedBy: [] },
  "AWS::ApiGateway::ApiKey": {
    replacedBy: ["CustomerId", "GenerateDistinctId", "Name", "Value"],
    unique: ["Value"],
  },
  "AWS::ApiGateway::Authorizer": { replacedBy: ["RestApiId"], unique: ["RestApiId", "Name"] },
  "AWS::ApiGateway::BasePathMapping": {
    replacedBy: ["BasePath", "DomainName"],
    unique: ["DomainName", "BasePath"],
  },
  "AWS::ApiGateway::Deployment": { replacedBy: ["RestApiId", "DeploymentCanarySettings"] },
  "AWS::ApiGateway::DomainName": { replacedBy: ["DomainName"], unique: ["DomainName"] },
  "AWS::ApiGateway::GatewayResponse": {
    replacedBy: ["ResponseType", "RestApiId"],
    unique: ["RestApiId", "ResponseType"],
  },
  "AWS::ApiGateway::Method": {
    replacedBy: ["HttpMethod", "ResourceId", "RestApiId"],
    unique: ["RestApiId", "ResourceId", "HttpMethod"],
  },
  "AWS::ApiGateway::Resource": {
    replacedBy: ["ParentId", "PathPart", "RestApiId"],
    unique: ["ParentId", "PathPart"],
  },
  "AWS::ApiGateway::RestApi": { replacedBy: [] },
  "AWS::ApiGateway::Stage": {
    replacedBy: ["RestApiId", "StageName"],
    unique: ["RestApiId", "StageName"],
  },
  "AWS::ApiGateway::UsagePlan": { replacedBy: [] },
  "AWS::ApiGateway::UsagePlanKey": {
    replacedBy: ["KeyId", "KeyType", "UsagePlanId"],
    unique: ["KeyId", "UsagePlanId"],
  },
  "AWS::WAFv2::WebACL": { replacedBy: ["Name", "Scope"], unique: ["Name"] },
  "AWS::WAFv2::WebACLAssociation": {
    replacedBy: ["ResourceArn", "WebACLArn"],
    unique: ["ResourceArn"],
  },
  "AWS::Budgets::Budget": { replacedBy: ["Budget.BudgetName"], unique: ["Budget.BudgetName"] },
  "AWS::CloudFront::Distribution": { replacedBy: [] },
  "AWS::CloudFront::OriginAccessControl": {
    replacedBy: [],
    unique: ["OriginAccessControlConfig.Name"],
  },
  "AWS::CloudFront::ResponseHeadersPolicy": {
    replacedBy: [],
    unique: ["ResponseHeadersPolicyConfig.Name"],
  },
  "AWS::CloudWatch::Alarm": { replacedBy: ["AlarmName"], unique: ["AlarmName"] },
  "AWS::CloudWatch::Dashboard": { replacedBy: ["DashboardName"], unique: ["DashboardName"] },
  "AWS::CodeDeploy::Application": {
    replacedBy: ["ApplicationName", "ComputePlatform"],
    unique: ["ApplicationName"],
  },
  "AWS::CodeDeploy::DeploymentGroup": {
    replacedBy: ["ApplicationName", "DeploymentGroupName"],
    unique: ["ApplicationName", "DeploymentGroupName"],
  },
  "AWS::Cognito::ManagedLoginBranding": { replacedBy: ["ClientId", "UserPoolId"] },
  "AWS::Cognito::UserPool": {
    replacedBy: ["AliasAttributes", "UsernameAttributes", "UsernameConfiguration"],
  },
  "AWS::Cognito::UserPoolClient": { replacedBy: ["GenerateSecret", "UserPoolId"] },
  "AWS::Cognito::UserPoolDomain": { replacedBy: ["Domain", "UserPoolId"], unique: ["Domain"] },
  "AWS::Cognito::UserPoolResourceServer": {
    replacedBy: ["Identifier", "UserPoolId"],
    unique: ["UserPoolId", "Identifier"],
  },
  "AWS::DynamoDB::Table": {
    replacedBy: [
      "AttributeDefinitions",
      "ImportSourceSpecification",
      "KeySchema",
      "LocalSecondaryIndexes",
      "TableName",
    ],
    unique: ["TableName"],
  },
  "AWS::Events::Rule": { replacedBy: ["EventBusName", "Name"], unique: ["Name"] },
  "AWS::IAM::Policy": { replacedBy: [] },
  "AWS::IAM::Role": { replacedBy: ["Path", "RoleName"], unique: ["RoleName"] },
  "AWS::Lambda::Alias": {
    replacedBy: ["FunctionName", "Name"],
    unique: ["FunctionName", "Name"],
  },
  "AWS::Lambda::EventInvokeConfig": {
    replacedBy: ["FunctionName", "Qualifier"],
    unique: ["FunctionName", "Qualifier"],
  },
  "AWS::Lambda::EventSourceMapping": {
    replacedBy: ["EventSourceArn", "StartingPosition", "StartingPositionTimestamp"],
    unique: ["EventSourceArn", "FunctionName"],
  },
  "AWS::Lambda::Function": {
    replacedBy: ["FunctionName", "PackageType"],
    unique: ["FunctionName"],
  },
  "AWS::Lambda::LayerVersion": { replacedBy: ["*"] },
  "AWS::Lambda::Permission": { replacedBy: ["*"] },
  "AWS::Lambda::Version": { replacedBy: ["*"] },
  "AWS::Logs::LogGroup": { replacedBy: ["LogGroupName"], unique: ["LogGroupName"] },
  "AWS::Logs::MetricFilter": { replacedBy: ["FilterName", "LogGroupName"] },
  // Names need not be unique.
  "AWS::Logs::QueryDefinition": { replacedBy: [] },
  "AWS::Route53::RecordSet": {
    replacedBy: ["HostedZoneId", "HostedZoneName", "Name"],
    unique: ["HostedZoneId", "Name", "Type"],
  },
  "AWS::S3::Bucket": { replacedBy: ["BucketName"], unique: ["BucketName"] },
  "AWS::S3::BucketPolicy": { replacedBy: ["Bucket"], unique: ["Bucket"] },
  // A change of the rule for making a secret makes another one.
  "AWS::SecretsManager::Secret": { replacedBy: ["GenerateSecretString", "Name"], unique: ["Name"] },
  "AWS::SNS::Subscription": { replacedBy: ["Endpoint", "Protocol", "TopicArn"] },
  "AWS::SNS::Topic": { replacedBy: ["FifoTopic", "TopicName"], unique: ["TopicName"] },
  "AWS::SNS::TopicPolicy": { replacedBy: [] },
  "AWS::SQS::Queue": { replacedBy: ["FifoQueue", "QueueName"], unique: ["QueueName"] },
  "AWS::SQS::QueuePolicy": { replacedBy: [] },
};
