/** Controls that no component here can break or keep, each with the reason. */
import type { LeftAlone } from "./control";

export const LEFT_ALONE: readonly LeftAlone[] = [
    {
        id: "C63",
        means: "no event bus takes events of everybody",
        reason: "rules listen on the account's default bus, whose policy nobody here writes",
        types: ["aws:cloudwatch/eventBus:EventBus", "aws:cloudwatch/eventBusPolicy:EventBusPolicy"],
    },
    {
        id: "C67",
        means: "buckets are closed to the public",
        reason: "no component makes a bucket: flow logs go to CloudWatch",
        types: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    },
    {
        id: "C68",
        means: "buckets refuse what comes without TLS",
        reason: "no component makes a bucket",
        types: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    },
    {
        id: "C69",
        means: "buckets are encrypted, versioned and tidied up",
        reason: "no component makes a bucket",
        types: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    },
    {
        id: "C70",
        means: "registries scan images and keep tags as they are",
        reason: "no component makes a registry: images come from AWS's own or from a mirror that is named",
        types: ["aws:ecr/repository:Repository"],
    },
    {
        id: "C71",
        means: "topics are encrypted and closed",
        reason: "no component makes a topic: nothing raises an alarm yet",
        types: ["aws:sns/topic:Topic"],
    },
    {
        id: "C73",
        means: "shared file systems are encrypted and reached through access points",
        reason: "no component makes a file system: the one storage class is of EBS",
        types: ["aws:efs/fileSystem:FileSystem"],
    },
    {
        id: "C74",
        means: "namespaces enforce a pod security standard",
        reason: "no component makes a namespace: the kit's pods run in kube-system, which EKS makes and which must stay privileged",
        types: ["kubernetes:core/v1:Namespace"],
    },
    {
        id: "C83",
        means: "load balancers are internal, encrypted and protected",
        reason: "no component makes a load balancer, an Ingress or a Service",
        types: [
            "aws:lb/loadBalancer:LoadBalancer",
            "kubernetes:core/v1:Service",
            "kubernetes:networking.k8s.io/v1:Ingress",
        ],
    },
    {
        id: "R34",
        means: "pods say when they are ready, and targets of load balancers leave in order",
        reason: "probes stand in the templates of chart and add-ons, which no value here reaches; there are no targets of load balancers",
        types: ["aws:lb/targetGroup:TargetGroup"],
    },
    {
        id: "R36",
        means: "somebody is told when the control plane, nodes or addresses run short",
        reason: "no component makes an alarm",
        types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    },
    {
        id: "R43",
        means: "what cannot be made again is backed up before an upgrade",
        reason: "the kit keeps no data of workloads: volumes are made by pods, and nothing here backs them up",
        types: ["aws:backup/plan:Plan"],
    },
];
