/** AWS Gateway API Controller: services of VPC Lattice, made of Gateways and routes of Kubernetes. */
import { SYSTEM_TOLERATION } from "../shared/pods";
import { partitionOf } from "../shared/regions";
import type { IdentityWords } from "../shared/workload-schema";
import { preferOtherZone } from "../shared/zone-spread";
import { type ChartSite, defineChart } from "./definition";
import { LATTICE_ACTIONS } from "./lattice-actions";
import type { Values } from "./values";

const SOURCE = "aws/aws-application-networking-k8s";

const IMAGE = "aws-application-networking-k8s/aws-gateway-controller";

/** What the chart calls its pods. Source: helm/templates/_helpers.tpl of v2.1.3, app.name. */
const NAME = { "app.kubernetes.io/name": "aws-gateway-controller-chart" };

/** The chart's own, stated, so that the role trusts what runs. Source: helm/values.yaml of v2.1.3. */
const SERVICE_ACCOUNT = "gateway-api-controller";

/** Source: helm/values.yaml of v2.1.3, resources; the limit of CPU is left out, for it would throttle it. */
const SIZE = { cpu: "50m", memory: "128Mi" };

export const latticeController = defineChart({
    repository: "oci://public.ecr.aws/aws-application-networking-k8s",
    version: {
        value: "v2.1.3",
        source: `${SOURCE} helm/Chart.yaml, tag v2.1.3`,
        seen: "2026-08-14",
        address: "https://github.com/aws/aws-application-networking-k8s/releases/tag/v2.1.3",
    },
    // Source of the level: helm/templates/deployment.yaml, whose pod says all that restricted wants.
    namespace: { name: "aws-application-networking-system", podSecurity: { enforce: "restricted" } },
    phase: "releases",
    leftOut: {
        fargate: "its pods call AWS by Pod Identity, whose agent Fargate does not run",
    },
    identity: ({ site }) => ({ serviceAccount: SERVICE_ACCOUNT, statements: statements(site) }),
    // Where there is no way out, services of Lattice are looked up at its own endpoint: network.furtherEndpoints.
    endpoints: ["ec2", "eks-auth", "logs"],
    pods: ({ site: { replicas } }) => [
        {
            name: "aws-gateway-controller-chart",
            kind: "Deployment",
            labels: NAME,
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        },
    ],
    values: ({ site }) => values(site),
    images: [`public.ecr.aws/${IMAGE}`],
    definitions: {
        home: "crds",
        names: [
            "accesslogpolicies.application-networking.k8s.aws",
            "iamauthpolicies.application-networking.k8s.aws",
            "serviceexports.application-networking.k8s.aws",
            "serviceimports.application-networking.k8s.aws",
            "servicenetworks.application-networking.k8s.aws",
            "targetgrouppolicies.application-networking.k8s.aws",
            "vpcassociationpolicies.application-networking.k8s.aws",
        ],
        kept: true,
    },
    // Pods of namespaces labelled application-networking.k8s.aws/pod-readiness-gate-inject, to wait for their target.
    webhooks: () => [
        {
            name: "mpod.gwc.k8s.aws",
            kind: "mutating",
            policy: "Fail",
            resources: ["pods"],
            scope: "labelled",
            port: 9443,
        },
    ],
    // Source: docs/guides/getstarted.md of v2.1.3, "Cleanup": routes and Gateways before the controller.
    leaves: [
        {
            kinds: ["Gateway", "GRPCRoute", "HTTPRoute", "TLSRoute"],
            what: "services, target groups and associations of VPC Lattice",
        },
    ],
    // It makes a certificate for its webhook each time.
    rendersAnew: ["MutatingWebhookConfiguration/aws-appnet-gwc-mutating-webhook", "Secret/webhook-cert"],
    // Without it the controller asks the instance it runs on, which answers no pod.
    placed: () => ({ clusterVpcId: "vpcId" }),
    reserved: [
        { path: "awsAccountId", why: "is the environment's account", remedy: "Remove it" },
        { path: "awsRegion", why: "is the environment's region", remedy: "Remove it" },
        { path: "clusterName", why: "marks what is this cluster's", remedy: "Remove it" },
        { path: "clusterVpcId", why: "is the environment's VPC", remedy: "Remove it" },
        {
            path: "defaultServiceNetwork",
            why: "makes a service network, and puts the VPC into it, that no plan shows",
            remedy: "Say lattice in the shape",
        },
        {
            path: "deployment.replicas",
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        },
        {
            path: "deployment.tolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
        { path: "serviceAccount", why: "is the one its role trusts", remedy: "Remove it" },
    ],
});

/** Source of the keys: helm/values.yaml of v2.1.3. */
function values(site: ChartSite): Values {
    const { account, clusterName, imageRegistry, region, replicas, zoneSpread } = site;
    return {
        awsAccountId: account,
        awsRegion: region,
        clusterName,
        deployment: {
            replicas,
            tolerations: [{ ...SYSTEM_TOLERATION }],
            topologySpreadConstraints: zoneSpread ? [preferOtherZone(NAME)] : [],
        },
        ...(imageRegistry === undefined
            ? {}
            : {
                  image: {
                      repository: `${imageRegistry}/${IMAGE}`,
                  },
              }),
        pdb: { enabled: replicas > 1, maxUnavailable: 1 },
        resources: { limits: { memory: SIZE.memory }, requests: SIZE },
        serviceAccount: { create: true, name: SERVICE_ACCOUNT },
    };
}

/**
 * Source: files/controller-installation/recommended-inline-policy.json of v2.1.3, in parts, but for actions of Lattice,
 * which are those the controller calls. Services, target groups and listeners have ids that nobody knows before.
 */
function statements({ account, region }: ChartSite): NonNullable<IdentityWords["statements"]> {
    const linkedRole = (service: string, role: string) =>
        ({
            Effect: "Allow",
            Action: "iam:CreateServiceLinkedRole",
            Resource: `arn:${partitionOf(region)}:iam::${account}:role/aws-service-role/${service}/${role}`,
            Condition: { StringLike: { "iam:AWSServiceName": service } },
        }) as const;
    return [
        { Sid: "MakeServices", Effect: "Allow", Action: LATTICE_ACTIONS, Resource: "*" },
        {
            Sid: "SeeTheNetwork",
            Effect: "Allow",
            Action: [
                "acm:ListCertificates",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeTags",
                "ec2:DescribeVpcs",
            ],
            Resource: "*",
        },
        {
            Sid: "MarkWhatIsThisClusters",
            Effect: "Allow",
            Action: ["tag:GetResources", "tag:TagResources", "tag:UntagResources"],
            Resource: "*",
        },
        {
            Sid: "DeliverAccessLogs",
            Effect: "Allow",
            Action: [
                "firehose:TagDeliveryStream",
                "logs:CreateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:DescribeLogGroups",
                "logs:DescribeResourcePolicies",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:UpdateLogDelivery",
                "s3:GetBucketPolicy",
                "s3:PutBucketPolicy",
            ],
            Resource: "*",
        },
        {
            Sid: "MakeTheRoleOfLattice",
            ...linkedRole("vpc-lattice.amazonaws.com", "AWSServiceRoleForVpcLattice"),
        },
        {
            Sid: "MakeTheRoleOfLogDelivery",
            ...linkedRole("delivery.logs.amazonaws.com", "AWSServiceRoleForLogDelivery"),
        },
    ];
}
