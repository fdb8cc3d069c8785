import { Aws } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HttpVersion,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Bucket, IBucket } from "aws-cdk-lib/aws-s3";
import { Duration } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { PHOTO_PREFIX } from "../../shared/model/photo/photo-key.ts";
import type { Settings } from "../settings/settings.ts";
import { acknowledge } from "./acknowledge.ts";

/** The private bucket that CloudFront reads from, and who may show its photos. */
export interface PhotoDeliveryProps {
  readonly bucket: Bucket;
  readonly settings: Settings;
}

/** Serves the photos of the private bucket, and nothing else in it, to everyone. */
export class PhotoDelivery extends Construct {
  /** Where photo keys are served, without a trailing slash. */
  readonly baseUrl: string;
  /** CloudFront's own host name of the photos. */
  readonly domainName: string;

  constructor(scope: Construct, id: string, props: PhotoDeliveryProps) {
    super(scope, id);
    const { photoDomainName, photoCertificateArn } = props.settings;
    const distribution = new Distribution(this, "Distribution", {
      comment: "Profile photos",
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: this.origin(props.bucket),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: false,
        responseHeadersPolicy: this.headers(),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
      ...(photoDomainName &&
        photoCertificateArn && {
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
          domainNames: [photoDomainName],
          certificate: Certificate.fromCertificateArn(this, "Certificate", photoCertificateArn),
        }),
    });
    this.domainName = distribution.distributionDomainName;
    this.baseUrl = `https://${photoDomainName ?? this.domainName}`;
    allowPhotos(props.bucket, distribution);
    acknowledgeDelivery(distribution, photoDomainName !== undefined);
  }

  private origin(bucket: Bucket) {
    const control = new S3OriginAccessControl(this, "OriginAccessControl");
    // `withOriginAccessControl` would open the whole bucket, uploads in quarantine included.
    // The cast: CDK's own types do not hold under exactOptionalPropertyTypes.
    return S3BucketOrigin.withBucketDefaults(bucket as IBucket, {
      originAccessControlId: control.originAccessControlId,
    });
  }

  private headers(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, "Headers", {
      comment: "Photos are only ever photos",
      // Pages of others may draw what anybody may see. No credentials: there are none to send.
      corsBehavior: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: ["*"],
        accessControlAllowMethods: ["GET", "HEAD"],
        accessControlAllowOrigins: ["*"],
        originOverride: true,
      },
      securityHeadersBehavior: {
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: "Cross-Origin-Resource-Policy", value: "cross-origin", override: true },
        ],
      },
    });
  }
}

function allowPhotos(bucket: Bucket, distribution: Distribution): void {
  const arn = `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/${distribution.distributionId}`;
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
      actions: ["s3:GetObject"],
      resources: [bucket.arnForObjects(`${PHOTO_PREFIX}*`)],
      conditions: { StringEquals: { "AWS:SourceArn": arn } },
    }),
  );
}

function acknowledgeDelivery(distribution: Distribution, ownDomain: boolean): void {
  acknowledge(distribution, "CFR1", "Published profiles are readable from every country.");
  acknowledge(distribution, "CFR2", "Static images without input; nothing for a firewall to see.");
  acknowledge(
    distribution,
    "CFR3",
    "Addresses of people who look at public photos are personal data nobody needs; metrics suffice.",
  );
  if (ownDomain) return;
  acknowledge(
    distribution,
    "CFR4",
    "CloudFront fixes the TLS policy of its own certificate; photoDomainName brings TLS 1.2.",
  );
}
