/**
 * Policies of VPC endpoints: who may go through, and to whose resources. They allow nothing by themselves; without one,
 * credentials of any account carry data out of the network, past every firewall.
 * Sources: AWS PrivateLink Guide, vpc-endpoints-access; aws-samples/data-perimeter-policy-examples,
 * vpc_endpoint_policies and service_owned_resources.md, seen 2026-11.
 */
import { policyDocument, type Statement } from "../shared/iam";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { EndpointService } from "./endpoints";
import type { EndpointPolicyWords } from "./endpoints-schema";

/**
 * What a policy can hold to the account: callers and what they reach; callers alone, where AWS's own resources are
 * reached as well; or nothing, where no page shows a policy: AWS refuses an endpoint whose service "only supports the
 * full-access endpoint policy", whatever the policy says.
 * Source: awslabs/landing-zone-accelerator-on-aws issue 224.
 */
type Limit = "callers-and-resources" | "callers" | "none" | "roles" | "buckets";

/**
 * Beside each, the page that shows a policy of it: a service that takes one has an example in its own guide.
 * Source: AWS PrivateLink Guide, vpc-endpoints-access, "Policies for interface endpoints"; pages seen 2026-11.
 */
const LIMITS: { readonly [service in EndpointService]: Limit } = {
    s3: "buckets", // S3 User Guide, example-bucket-policies-vpc-endpoint
    dynamodb: "callers-and-resources", // DynamoDB Developer Guide, inter-network-traffic-privacy
    // Images, their snapshots and prefix lists are Amazon's, and CreateVolume knows no aws:ResourceAccount.
    // Sources: EC2 User Guide, interface-vpc-endpoints; IAM User Guide, reference_policies_condition-keys,
    // aws:ResourceAccount; data-perimeter-policy-examples, ec2_endpoint_policy.json.
    ec2: "callers",
    // Images of add-ons lie in accounts of EKS, another in each region. ECR recommends one policy for both endpoints.
    // Sources: ECR User Guide, vpc-endpoints; EKS User Guide, add-ons-images.
    "ecr.api": "callers",
    "ecr.dkr": "callers",
    // Roles of other accounts are theirs to trust. Source: IAM User Guide, reference_sts_vpc_endpoint_policies.
    sts: "roles",
    eks: "callers-and-resources", // EKS User Guide, vpc-interface-endpoints, since 2025-02
    // That page speaks of policies for the EKS API alone, and says of the endpoint of OIDC that it takes none.
    "eks-auth": "none",
    // Elastic Load Balancing User Guide, load-balancer-vpc-endpoints
    elasticloadbalancing: "callers-and-resources",
    autoscaling: "callers-and-resources", // EC2 Auto Scaling User Guide, ec2-auto-scaling-vpc-endpoints
    logs: "callers-and-resources", // CloudWatch Logs User Guide, cloudwatch-logs-and-interface-VPC
    monitoring: "callers-and-resources", // CloudWatch User Guide, cloudwatch-and-interface-VPC
    xray: "callers-and-resources", // X-Ray Developer Guide, xray-security-vpc-endpoint
    // Parameters that name images, and documents of Session Manager, are Amazon's. An agent's messages have been kept
    // back by a condition on resources. Sources: Systems Manager User Guide, setup-create-vpc, which names all three,
    // and parameter-store-public-parameters; data-perimeter-policy-examples issue 20; each of them has a policy in
    // landing-zone-accelerator-on-aws, lza-sample-config/network-config.yaml.
    ssm: "callers",
    ssmmessages: "callers",
    ec2messages: "callers",
    sqs: "callers-and-resources", // SQS Developer Guide, sqs-internetwork-traffic-privacy
    kms: "callers-and-resources", // KMS Developer Guide, vpce-connect
    secretsmanager: "callers-and-resources", // Secrets Manager User Guide, vpc-endpoint-overview
    elasticfilesystem: "callers-and-resources", // EFS User Guide, efs-vpc-endpoints
    "aps-workspaces": "callers-and-resources", // Managed Service for Prometheus User Guide, AMP-and-interface-VPC
};

/** Where and for whom an endpoint stands. */
export interface EndpointOwner {
    readonly account: string;
    readonly region: string;
    /** @default the account alone */
    readonly endpointPolicy?: EndpointPolicyWords;
}

/** The policy of a service's endpoint; undefined where the service takes none. */
export function endpointPolicyOf(service: EndpointService, owner: EndpointOwner): string | undefined {
    const limit = LIMITS[service];
    const { endpointPolicy = { kind: "account" } } = owner;
    if (limit === "none") return undefined;
    if (endpointPolicy.kind === "open") {
        // Written out: the provider leaves a policy that is no longer stated as it is.
        return policyDocument([allow("AllowEveryone", {})]);
    }
    const callers = condition("Principal", owner.account, endpointPolicy);
    const resources = condition("Resource", owner.account, endpointPolicy);
    switch (limit) {
        case "callers":
            return policyDocument([allow("AllowOwnCallers", callers)]);
        case "callers-and-resources":
            return policyDocument([allow("AllowOwnCallersToOwnResources", { ...callers, ...resources })]);
        case "roles":
            return policyDocument([allow("AllowOwnCallers", callers), allowTokens(resources)]);
        case "buckets":
            return policyDocument([
                allow("AllowOwnCallersToOwnResources", { ...callers, ...resources }),
                allowPublicBuckets(owner.region, endpointPolicy.readBuckets ?? []),
            ]);
    }
}

type Limited = Exclude<EndpointPolicyWords, { readonly kind: "open" }>;
type Condition = Readonly<Record<string, string | readonly string[]>>;

/** The account and those named with it, or everything of the organisation. */
function condition(whose: "Principal" | "Resource", account: string, policy: Limited): Condition {
    if (policy.kind === "organisation") return { [`aws:${whose}OrgID`]: policy.id };
    const others = policy.otherAccounts ?? [];
    return { [`aws:${whose}Account`]: others.length === 0 ? account : [account, ...others].sort() };
}

function allow(sid: string, equals: Condition): Statement {
    return {
        Sid: sid,
        Effect: "Allow",
        // Gateway endpoints take no other principal: conditions say who.
        Principal: "*",
        Action: "*",
        Resource: "*",
        ...(Object.keys(equals).length === 0 ? {} : { Condition: { StringEquals: equals } }),
    };
}

/**
 * A pod exchanges its token for a role (IRSA) without a signature: nobody calls, as far as AWS knows, and the role alone
 * can be held to the account. Source: IAM User Guide, reference_sts_vpc_endpoint_policies.
 */
function allowTokens(resources: Condition): Statement {
    return {
        ...allow("AllowTokensForOwnRoles", resources),
        Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
    };
}

/**
 * What nodes read without credentials of the account: layers of images in ECR, by URLs that ECR signs; packages of
 * Amazon Linux; Systems Manager's agent; and layers of registry.k8s.io, which sends nodes in AWS to buckets of their
 * region. Sources: ECR User Guide, vpc-endpoints, "Minimum Amazon S3 bucket permissions"; Amazon Linux 2023 User Guide,
 * live-patching; Systems Manager User Guide, ssm-agent-minimum-s3-permissions; kubernetes/registry.k8s.io
 * cmd/archeio/internal/app/buckets.go.
 */
function publicBuckets(region: string): readonly string[] {
    return [
        `prod-${region}-starport-layer-bucket`,
        `al2023-${region}`,
        `al2023-repos-${region}-de612dc2`,
        `amazon-ssm-${region}`,
        `amazon-ssm-packages-${region}`,
        `aws-ssm-${region}`,
        `aws-ssm-distributor-file-${region}`,
        `aws-ssm-document-attachments-${region}`,
        `patch-baseline-snapshot-${region}`,
        `${region}-birdwatcher-prod`,
        `prod-registry-k8s-io-${region}`,
    ];
}

function allowPublicBuckets(region: string, more: readonly string[]): Statement {
    return {
        ...allow("AllowReadingPublicBuckets", {}),
        Action: "s3:GetObject",
        Resource: [...publicBuckets(region), ...more].map(
            (bucket) => `arn:${partitionOf(region)}:s3:::${bucket}/*`,
        ),
    };
}

/** Source: Organizations API Reference, Organization, Id. */
const ORGANISATION = /^o-[a-z0-9]{10,32}$/;
/** Source: S3 User Guide, bucketnamingrules; with the wildcard of policies. */
const BUCKET = /^[a-z0-9*][a-z0-9.*-]{1,61}[a-z0-9*]$/;

/** Everything that would match nothing, or more than is meant. */
export function checkEndpointPolicy(policy: EndpointPolicyWords): Problem[] {
    if (policy.kind === "open") return [];
    const own =
        policy.kind === "organisation"
            ? checkText("id", policy.id, ORGANISATION, "an organisation", "Write it as o-a1b2c3d4e5")
            : (policy.otherAccounts ?? []).flatMap((account, index) =>
                  checkText(
                      `otherAccounts[${index}]`,
                      account,
                      /^\d{12}$/,
                      "an AWS account",
                      "Write twelve digits, in quotes",
                  ),
              );
    const buckets = (policy.readBuckets ?? []).flatMap((bucket, index) =>
        checkText(`readBuckets[${index}]`, bucket, BUCKET, "the name of a bucket", "Write the name alone"),
    );
    return [...own, ...buckets];
}

function checkText(path: string, got: string, form: RegExp, noun: string, remedy: string): Problem[] {
    return form.test(got) ? [] : [{ path: `endpointPolicy.${path}`, what: `not ${noun}`, got, remedy }];
}

/**
 * What whoever assumes a role of the environment must know: their first credentials are of another account. Nothing where
 * the words could not be read.
 */
export function noticesOfHub({
    account,
    endpointPolicy = { kind: "account" },
    endpoints = [],
}: Partial<EndpointOwner & { readonly endpoints: readonly EndpointService[] }>): string[] {
    const isAlone = endpointPolicy.kind === "account" && (endpointPolicy.otherAccounts ?? []).length === 0;
    if (account === undefined || !isAlone || !endpoints.includes("sts")) return [];
    return [
        `The endpoint of STS takes credentials of account ${account} alone: a runner in the VPC whose own are of another ` +
            "account cannot assume platform:assumeRoleArn there. Name that account in network.endpointPolicy.otherAccounts",
    ];
}

/** Whom endpoints let through, as a reader of the plan sees it. */
export function describeEndpointPolicy({
    account,
    endpointPolicy = { kind: "account" },
}: EndpointOwner): string {
    switch (endpointPolicy.kind) {
        case "open":
            return "everyone";
        case "organisation":
            return `organisation ${endpointPolicy.id}`;
        case "account":
            return [account, ...(endpointPolicy.otherAccounts ?? [])]
                .sort()
                .map((one) => `account ${one}`)
                .join(", ");
    }
}
