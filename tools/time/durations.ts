/**
 * How long AWS and Helm take, as people's logs say it: data, each row with where it was seen. Most are lines of public
 * logs of Terraform and eksctl, found again by the names and ids in them; what ran against an emulator is left out.
 */
import type { Source } from "../prices/region-file";

/** How it may go. */
export const CASES = ["shortest", "usual", "longest"] as const;

/** Seconds a step takes. */
export interface Range {
    readonly shortest: number;
    /** The median of the samples. */
    readonly usual: number;
    readonly longest: number;
}

export interface Sampled extends Range {
    /** What was timed. */
    readonly what: string;
    readonly samples: number;
    readonly source: Source;
}

const SEEN = "2026-11-23";
const LATER = "2026-11-29";

export const SAMPLED = {
    "cluster.create": row("creating a cluster", [447, 564, 765], 19, {
        title: "logs naming infoline-eks 7m27s, incident-tracker-eks 8m14s, tmcdapne2-nhwy 8m33s (DevopsArtFactory/terraform-provisioning pull request 46, 2024-10), myapp-eks-cluster 8m52s to 11m3s, fintech-eks 8m55s, my-cluster-eks 9m6s, otel-demo-eks 10m8s, eks-lab 10m12s, kube-course-01 10m52s; eight tutorials 8m21s to 12m45s",
        url: "https://github.com/DevopsArtFactory/terraform-provisioning/pull/46",
        seen: LATER,
    }),
    "cluster.version": row("updating a cluster by one minor", [509, 544, 560], 3, {
        title: "eksctl logs of eks-cluster 1.30 to 1.31 (2024-11-15), eks-upgrade-demo 1.23 to 1.24 (2023-04-24), jumisa-demo 1.25 to 1.26 (2024-02-09)",
        seen: SEEN,
    }),
    "cluster.delete": row("deleting a cluster", [69, 178, 522], 12, {
        title: "logs naming tst-stg-mkt-eks, devops-ninja-eks-SSSQrpuN, clinicdesk-eks, incident-tracker-eks, cluster-sg (2025-06-13); seven tutorials",
        seen: SEEN,
    }),
    "node-group.create": row("creating a managed node group", [88, 119, 405], 20, {
        title: "logs naming otel-demo-eks:demo, tmcdapne2-nhwy, myapp-eks-cluster:dev (2023-06-06, 2023-08-18), incident-tracker-eks, ep-eks-cluster (2023-05-09), siga-production-cluster, clinicdesk-eks, andreibakaushyn-eks-cluster (2025-01-10); nine tutorials; unhealthy ones of 18 and 33 minutes left out",
        seen: SEEN,
    }),
    "node-group.delete": row("deleting a managed node group", [138, 380, 501], 8, {
        title: "logs naming cluster-sg (2025-06-13), myapp-eks-cluster, incident-tracker-eks, clinicdesk-eks; four tutorials",
        seen: SEEN,
    }),
    /** One batch of `maxUnavailable` nodes; longest: EKS gives up to evict pods of a node after 15 minutes. */
    "node-group.roll": row("replacing the nodes of one batch of a managed node group", [300, 450, 900], 3, {
        title: "statements in aws-quickstart/quickstart-amazon-eks 377 (2021-11-15, 5 minutes a node), pulumi/pulumi-eks 633 (2023-01-13, 15 minutes for 2 nodes), aws/containers-roadmap 1560 (2021-11-16, 25 to 30 minutes for 2 nodes); EKS User Guide, managed-node-update-behavior: 15 minutes for the eviction",
        url: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html",
        seen: SEEN,
    }),
    "fargate-profile.create": row("creating a Fargate profile", [130, 259, 259], 6, {
        title: "eksctl logs of sentiment-analysis (2021-08-08), steocluster (2021-08-26), k8snovice (2021-12-04), kolorado (2021-12-14), an unnamed one (2022-07-20), localnet-farm-1 (2022-11-22); eksctl asks every 30 to 60 seconds",
        seen: SEEN,
    }),
    "fargate-profile.delete": row("deleting a Fargate profile", [128, 256, 262], 6, {
        title: "eksctl logs of kube1 (2021-03-20), demo-cluster (2023-12-29), thej-cluster-1 (2024-01-30), my-cluster-001 (2025-07-06)",
        seen: SEEN,
    }),
    "fargate.pods": row("CoreDNS running on Fargate, once the profile is there", [93, 215, 280], 6, {
        title: "the eksctl logs of Fargate profiles, from created to scheduled onto Fargate",
        seen: SEEN,
    }),
    "addon.coredns": row("creating the add-on coredns on nodes", [14, 15, 56], 9, {
        title: "logs naming ep-eks-cluster, clinicdesk-eks, aakulov-pwpjfq-eks, axxxxxxxxx-hsdf-eks, otel-demo-eks; three tutorials; without a node it waits until its timeout of 20 minutes (terraform-aws-modules/terraform-aws-eks 1868, 2069, 3549)",
        url: "https://github.com/terraform-aws-modules/terraform-aws-eks/issues/1868",
        seen: SEEN,
    }),
    "addon.kube-proxy": row("creating the add-on kube-proxy", [24, 25, 45], 4, {
        title: "logs naming otel-demo-eks, clinicdesk-eks; two study logs in Korean",
        seen: SEEN,
    }),
    "addon.eks-pod-identity-agent": row("creating the add-on eks-pod-identity-agent", [24, 24, 45], 2, {
        title: "logs naming otel-demo-eks; a study log in Korean",
        seen: SEEN,
    }),
    "addon.vpc-cni": row("creating the add-on vpc-cni", [65, 65, 65], 1, {
        title: "a study log of EKS Blueprints in Korean",
        seen: SEEN,
    }),
    "addon.aws-ebs-csi-driver": row("creating the add-on aws-ebs-csi-driver", [45, 45, 45], 1, {
        title: "a log naming clinicdesk-eks",
        seen: SEEN,
    }),
    "addon.delete": row("deleting the add-on aws-ebs-csi-driver", [9, 9, 9], 1, {
        title: "a log naming clinicdesk-eks",
        seen: SEEN,
    }),
    "nat.create": row("creating a NAT gateway", [85, 107, 128], 9, {
        title: "logs naming nat-081186370d79e1124, nat-0079dd80b12cc01c5, nat-0a9b98c3e7316fd76, nat-0fa3124da0a22fdff, nat-0107b8813ab841f61, nat-001ca19629bc1d9ed, nat-0d9b47dfb80f8479a, nat-035dc7ca5e061b3c1, nat-0d8e4aa2062faa6b2",
        seen: SEEN,
    }),
    "nat.delete": row("deleting a NAT gateway", [37, 60, 94], 13, {
        title: "logs naming nat-04dc9475017a5c959, nat-04e5629f5b4e8c58c, nat-0c2763f47de9e2a92, nat-07ed85275f6d3c05b, clinicdesk-eks; eight tutorials",
        seen: SEEN,
    }),
    "interface-endpoint.create": row("creating an interface endpoint", [43, 43, 122], 5, {
        title: "logs naming vpce-0281f622491c2bf54, vpce-065a16d334edcf50e, vpce-0dbdf875b44ed7483 (43s each, eu-central-1), vpce-0c2ea2a7ee4cce9e2 1m53s, vpce-0886cfb2249002aa1 2m2s",
        seen: SEEN,
    }),
    "gateway-endpoint.create": row("creating a gateway endpoint", [6, 6, 8], 8, {
        title: "logs naming vpce-035c6029534b15f32, vpce-0340fd0233d361bde, vpce-0fe042d804235fd75, vpce-0aa6920b06dc84444, vpce-05db057776c2f2de5, vpce-0f017d06e6a677856, vpce-0c6091d784738f3d4, vpce-0dffe784596401472",
        seen: SEEN,
    }),
    "vpc.create": row("creating a VPC", [1, 8, 28], 4, {
        title: "logs naming my-cluster-eks 14s, vpc-0973e883cf3e8623b 1s; two study logs in Korean 1s, 28s",
        seen: SEEN,
    }),
    "vpc.delete": row("deleting a VPC without its parts", [0, 1, 3], 7, {
        title: "logs naming vpc-03be23a10646bd9a5, vpc-04677b1ab4eac3ca7, vpc-0e7f8e1665fd0e30f and four more",
        seen: SEEN,
    }),
    "gateway.delete": row("deleting an internet gateway, NAT gateways gone before", [1, 3, 10], 5, {
        title: "logs naming igw-0c33d7f73889a423e, igw-015d0172dfa75ac88, vpc-059827dbe231f122c, igw-0319056fe6802a792, and one of 38 resources; those that wait for addresses in use (43s to 6m38s) left out",
        seen: LATER,
    }),
    "oidc.create": row("creating an OIDC provider", [0, 1, 2], 11, {
        title: "logs naming eks-lab, my-cluster-eks, ep-eks-cluster, fintech-eks and six more accounts",
        seen: SEEN,
    }),
    "role.create": row("creating a role", [1, 2, 3], 9, {
        title: "logs naming eks-lab, eks-argocd-karpenter, my-cluster-eks, otel-demo-eks, ep-eks-cluster and others",
        seen: SEEN,
    }),
    "key.create": row("creating a KMS key", [16, 24, 29], 9, {
        title: "logs naming eks-lab 24s, my-cluster-eks 25s, aakulov-pwpjfq-eks 16s, ep-eks-cluster 22s and 29s; consul 20s to 28s",
        seen: SEEN,
    }),
    "key.delete": row("scheduling the deletion of a KMS key", [0, 0, 0], 1, {
        title: "a log naming cluster-sg (2025-06-13)",
        seen: LATER,
    }),
    "queue.create": row("creating an SQS queue", [25, 26, 26], 3, {
        title: "logs naming terraform-20220608191950087600000003, terraform-20260812065821141500000003, hare (eu-central-1): the provider waits until every attribute reads back",
        seen: LATER,
    }),
    "queue.delete": row("deleting an SQS queue", [2, 3, 3], 2, {
        title: "logs naming jaybird (eu-central-1) and terraform-20220608191950087600000003's account",
        seen: LATER,
    }),
    "group.create": row("creating an Auto Scaling group", [41, 45, 47], 7, {
        title: "logs naming rea-sinatra-app-asg 41s, Dev-Frontend_ASG 43s, QA-Frontend-ASG 44s, arya-stark-asg-default 45s, QA-Employee_ASG and Dev-Salary_ASG 46s, TEST-autoscaling_group20200719075859046000000004 47s",
        seen: LATER,
    }),
    "group.delete": row("deleting an Auto Scaling group with its instances", [88, 300, 394], 3, {
        title: "logs naming Dev-Attendance_ASG 1m28s, rea-sinatra-app-asg 5m0s, the group of lt-06f65e37f1e2d88a3 6m34s",
        seen: LATER,
    }),
    "transit-attachment.create": row("attaching a VPC to a transit gateway", [121, 121, 121], 1, {
        title: "a log naming tgw-attach-03873872ab09a6c51",
        seen: LATER,
    }),
    "zone.create": row("creating a hosted zone", [36, 40, 72], 3, {
        title: "logs naming Z2DTXX8L51L9BK 36s, Z30DBUF6A5L1BA 1m12s; one with its id taken out 40s",
        seen: LATER,
    }),
    "certificate.validation": row("validating a certificate by DNS", [2, 32, 61], 2, {
        title: "logs of 2019-03-28 (1m1s) and 2020-07-26 (2s), dated by their ids",
        seen: LATER,
    }),
    "launch-template.create": row("creating a launch template", [1, 2, 7], 10, {
        title: "logs naming lt-0770313b08eceb01a, lt-0fe0f5d98c7bb8650, lt-00fe9c0d25c19d491, lt-015ff966a5efc9531, lt-07924cc6e8ac55763, lt-00ddfd26c2382db22, lt-063318d8e28b0e87a, lt-0c5e1a72f809235c9, lt-0c2e98cfcea0cbbc7, lt-0e4aa5c28a08ae86a",
        seen: LATER,
    }),
    "flow-log.create": row("creating a flow log", [1, 1, 2], 4, {
        title: "logs naming fl-093072eb54747b85f, fl-056b8c097e4054b69, fl-0921f7703f6aa015a, fl-0277108fb8dd2108c",
        seen: LATER,
    }),
    "access-entry.create": row("creating an access entry", [1, 1, 1], 1, {
        title: "a log naming otel-demo-eks",
        seen: LATER,
    }),
    "access-policy.create": row("associating an access policy", [0, 0, 0], 1, {
        title: "a log naming otel-demo-eks",
        seen: LATER,
    }),
    "release.karpenter": row("installing Karpenter's chart", [16, 25, 63], 3, {
        title: "two logs with id karpenter (25s, 16s); a transcript 1m3s",
        seen: SEEN,
    }),
    "release.aws-load-balancer-controller": row(
        "installing the AWS Load Balancer Controller",
        [3, 23, 102],
        7,
        {
            title: "four logs with id aws-load-balancer-controller (3s, 11s, 23s, 1m42s); tutorials 21s, 24s, 45s",
            seen: SEEN,
        },
    ),
    "release.create": row("installing a chart", [3, 25, 137], 19, {
        title: "logs of Karpenter, the AWS Load Balancer Controller, ingress-nginx, secrets-provider-aws, csi-secrets-store, cilium, keda, argo-cd, cert-manager, sealed-secrets, kube-prometheus-stack",
        seen: SEEN,
    }),
    "release.update": row("upgrading Karpenter's chart", [17, 17, 17], 1, {
        title: "a log with id karpenter",
        seen: SEEN,
    }),
    "release.delete": row("uninstalling argo-cd", [30, 30, 30], 1, {
        title: "a transcript of terraform destroy, helm_release.argocd",
        seen: LATER,
    }),
    "namespace.delete": row("deleting an empty namespace", [10, 10, 10], 1, {
        title: "a transcript of terraform destroy, kubernetes_namespace.infra_tools",
        seen: LATER,
    }),
    "small.create": row("a small piece of a VPC, of IAM or of CloudWatch", [0, 1, 10], 10, {
        title: "logs naming my-cluster-eks (2024-04-30) and others, at least one of each of ten kinds: internet gateway, address, route table, route, log group, alias, attachment 0 to 2s; security group 2 to 4s, its rules 0 to 10s; subnet 1 to 4s, 10s where it maps addresses (terraform-aws-modules/terraform-aws-eks 2203)",
        url: "https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2203",
        seen: SEEN,
    }),
} as const satisfies Readonly<Record<string, Sampled>>;

export type SampleId = keyof typeof SAMPLED;

/** What nobody timed and is no slow kind of thing: as the small pieces that were. */
export const ASSUMED: Range = { shortest: 0, usual: 1, longest: 10 };

function row(
    what: string,
    [shortest, usual, longest]: readonly [number, number, number],
    samples: number,
    source: Source,
): Sampled {
    return { what, shortest, usual, longest, samples, source };
}
