/** Which pods add-ons and charts bring, given their settings. From public charts, not from the kit's own tables. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, valuesOf } from "../inventory";
import { chartOf, objects, parsed, text, TYPES } from "./lookups";

/** Pods of one Deployment. DaemonSets hold nobody up: without a node they want no pod. */
export interface Workload {
    readonly name: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly tolerations: readonly Properties[];
    /** Annotated to run on EC2: Fargate leaves it alone. */
    readonly nodesOnly: boolean;
    /** Kept away from nodes that Karpenter makes. */
    readonly notOnPools: boolean;
    /** Whether it calls AWS, and with the role of which service account. */
    readonly callsAws: boolean;
    /** Role of an IAM Roles for Service Accounts annotation, if it has one. */
    readonly irsaRoleArn?: string;
    /** Associations declared with the add-on itself. */
    readonly podIdentityRoleArn?: string;
    /** Whether it resolves names through the cluster's DNS. */
    readonly needsClusterDns: boolean;
}

/** Source: EKS User Guide, fargate-getting-started, on CoreDNS's annotation. */
const COMPUTE_TYPE = "eks.amazonaws.com/compute-type";

/** Source: the add-ons' charts, below, and kubernetes-sigs/karpenter: all but the metrics server's ship it. */
const CRITICAL: Properties = { key: "CriticalAddonsOnly", operator: "Exists" };

const PLAIN = {
    namespace: "kube-system",
    notOnPools: false,
    callsAws: false,
    needsClusterDns: false,
} as const;

/** Deployments of an add-on or a release; none for what is not known here. */
export function workloadsOf(entry: Entry): readonly Workload[] {
    if (entry.type === TYPES.addon) return addonWorkloads(entry);
    if (entry.type === TYPES.release && chartOf(valuesOf(entry)) === "karpenter") return [karpenter(entry)];
    return [];
}

function addonWorkloads(entry: Entry): readonly Workload[] {
    const settings = parsed(valuesOf(entry)["configurationValues"]);
    switch (text(entry, "addonName")) {
        case "coredns":
            return [coredns(settings)];
        case "aws-ebs-csi-driver":
            return [ebsCsiController(entry, objectOf(settings["controller"]))];
        case "metrics-server":
            return [metricsServer(settings)];
        default:
            return [];
    }
}

/** Source: EKS add-on coredns, its configuration schema; terraform-provider-aws issue 11327 on the annotation. */
function coredns(settings: Properties): Workload {
    const onFargate = textOf(settings["computeType"]).toLowerCase() === "fargate";
    return {
        ...PLAIN,
        name: "coredns",
        serviceAccount: "coredns",
        labels: { "k8s-app": "kube-dns", "eks.amazonaws.com/component": "coredns" },
        tolerations: tolerationsOf(settings, [CRITICAL]),
        nodesOnly: computeTypeOf(settings) === "ec2" || !onFargate,
    };
}

/** Source: kubernetes-sigs/aws-ebs-csi-driver charts/aws-ebs-csi-driver, controller.yaml and values.yaml. */
function ebsCsiController(entry: Entry, settings: Properties): Workload {
    const values = valuesOf(entry);
    const association = objects(values["podIdentityAssociations"])[0];
    return {
        ...PLAIN,
        name: "ebs-csi-controller",
        serviceAccount: "ebs-csi-controller-sa",
        labels: { app: "ebs-csi-controller", "app.kubernetes.io/name": "aws-ebs-csi-driver" },
        tolerations: tolerationsOf(settings, [CRITICAL]),
        nodesOnly: computeTypeOf(settings) === "ec2",
        callsAws: true,
        ...given("irsaRoleArn", values["serviceAccountRoleArn"]),
        ...given("podIdentityRoleArn", association?.["roleArn"]),
    };
}

/** Source: kubernetes-sigs/metrics-server charts/metrics-server/values.yaml: no toleration at all. */
function metricsServer(settings: Properties): Workload {
    return {
        ...PLAIN,
        name: "metrics-server",
        serviceAccount: "metrics-server",
        labels: {
            "app.kubernetes.io/name": "metrics-server",
            "app.kubernetes.io/instance": "metrics-server",
        },
        tolerations: tolerationsOf(settings, []),
        nodesOnly: computeTypeOf(settings) === "ec2",
    };
}

/** Source: aws/karpenter-provider-aws charts/karpenter/values.yaml and templates/deployment.yaml. */
function karpenter(entry: Entry): Workload {
    const release = valuesOf(entry);
    const values = objectOf(release["values"]);
    const account = objectOf(values["serviceAccount"]);
    return {
        name: "karpenter",
        namespace: textOf(release["namespace"], "default"),
        serviceAccount: textOf(account["name"], text(entry, "name")),
        labels: {
            "app.kubernetes.io/name": "karpenter",
            "app.kubernetes.io/instance": text(entry, "name"),
        },
        tolerations: tolerationsOf(values, [CRITICAL]),
        nodesOnly: computeTypeOf(values) === "ec2",
        notOnPools: true,
        callsAws: true,
        ...given("irsaRoleArn", objectOf(account["annotations"])["eks.amazonaws.com/role-arn"]),
        needsClusterDns: textOf(values["dnsPolicy"], "ClusterFirst") !== "Default",
    };
}

/** What is set replaces what ships. */
function tolerationsOf(settings: Properties, shipped: readonly Properties[]): readonly Properties[] {
    return settings["tolerations"] === undefined ? shipped : objects(settings["tolerations"]);
}

function computeTypeOf(settings: Properties): string {
    return textOf(objectOf(settings["podAnnotations"])[COMPUTE_TYPE]);
}

function given<Key extends string>(key: Key, value: Json | undefined): { readonly [name in Key]?: string } {
    const result: { [name in Key]?: string } = {};
    if (typeof value === "string" && value !== "") result[key] = value;
    return result;
}
