/** Karpenter as plain values: where its controller runs, what it needs of the network, and everything that fails. */
import { type KitPod, SYSTEM_TOLERATION, type WorkloadIdentityKind } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { describeAccess } from "../shared/node-access";
import { checkNodePolicies } from "../shared/node-policies";
import { identityFor, type ServiceAccount } from "../shared/workload-identity";
import { isKubernetesMinor, KARPENTER_MINIMUM, KARPENTER_VERSION } from "../versions";
import { CONTROLLER_POLICIES, controllerPolicies, minorOf } from "./controller-policies";
import { checkController, checkSettings } from "./controller-settings";
import { flattened } from "./flattened";
import type { KarpenterWords } from "./karpenter-schema";
import type { ControllerSettings, ControllerWords } from "./settings-schema";

export const KARPENTER_HOSTS = ["fargate", "managed-nodes"] as const;
/** Where the controller runs: never on nodes it manages. */
export type KarpenterHost = (typeof KARPENTER_HOSTS)[number];

/** Where charts and images are published. Source: aws/karpenter-provider-aws, charts/karpenter/README.md. */
export const DEFAULT_CHART_REGISTRY = "public.ecr.aws";

/** The chart's own names, stated so that role, release and placement cannot drift apart. */
export const CONTROLLER_ACCOUNT: ServiceAccount = { namespace: "kube-system", name: "karpenter" };

export interface KarpenterSpec {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** A minor of `components/versions.ts` that the pinned Karpenter runs on. */
    readonly kubernetesVersion: string;
    readonly host: KarpenterHost;
    /** One leads, the others take over. Each needs a node of its own. */
    readonly replicas: number;
    /** Whether replicas are spread over zones, as a rule. On nodes only. */
    readonly zoneSpread: boolean;
    /** Whether there are nodes outside AWS, on which the controller does not run. @default false */
    readonly hybrid?: boolean;
    /**
     * Whether no node is launched in a zone that Application Recovery Controller has shifted away. The controller
     * does not start with it unless the cluster is registered for zonal shift.
     */
    readonly zonalShift: boolean;
    /** Whether nodes reach nothing but the VPC and its endpoints, so neither IAM nor the price list. */
    readonly isolatedVpc: boolean;
    /** Registry of both charts, pulled by whoever deploys: `<host>[:<port>][/<path>]`. {@link DEFAULT_CHART_REGISTRY} */
    readonly chartRegistry: string;
    /**
     * Registry of the controller's image, pulled by its node. A mirror must keep the image's digest, which the chart
     * pins: an index copied whole, or a pull-through cache. {@link DEFAULT_CHART_REGISTRY}
     */
    readonly imageRegistry: string;
    /** Whether the API server can be reached: without it the releases are left out, the AWS side is made. */
    readonly inCluster: boolean;
    /** Settings of the controller, in the chart's words. @default the chart's, with the feature gates stated */
    readonly settings?: ControllerSettings;
    /** What the role of the nodes has besides. @default Session Manager's policy alone */
    readonly nodeRole?: NonNullable<KarpenterWords["nodeRole"]>;
    /** The controller's pods. @default log level info, one core */
    readonly controller?: ControllerWords;
    /** Of both charts. @default `KARPENTER_VERSION` of components/versions.ts */
    readonly version?: string;
}

/** The version of both charts, and so of what the controller may do. */
export function versionOfKarpenter({
    version = KARPENTER_VERSION.value,
}: Pick<KarpenterSpec, "version">): string {
    return version;
}

/** How the controller calls AWS. */
export function identityOfController(host: KarpenterHost): WorkloadIdentityKind {
    return identityFor(host === "fargate" ? "fargate" : "nodes");
}

interface Size {
    readonly cpu: string;
    readonly memory: string;
}

/**
 * Requests equal limits, so that the controller is the last to be evicted. On nodes the size Karpenter's own guide
 * installs: a system node needs more than one vCPU. On Fargate 256 MB are added for the node's own processes and the
 * sum is rounded up, so 1.5 GiB fill the smallest size with one vCPU (2 GB), which is billed anyway.
 * Source: aws/karpenter-provider-aws, website/content/en/v1.14/getting-started/…/scripts/step08-apply-helm-chart.sh;
 * EKS User Guide, fargate-pod-configuration.
 */
const SIZES: { readonly [host in KarpenterHost]: Size } = {
    fargate: { cpu: "1", memory: "1536Mi" },
    "managed-nodes": { cpu: "1", memory: "1Gi" },
};

/** What a controller asks of its node, and may use at most. */
export function sizeOfController({ controller, host }: Pick<KarpenterSpec, "controller" | "host">): Size {
    return controller?.resources ?? SIZES[host];
}

/** The controller's pods, for the plan of what runs where. */
export function podsOfKarpenter(spec: KarpenterSpec): KitPod[] {
    const { host, replicas } = spec;
    return [
        {
            name: "karpenter",
            kind: "Deployment",
            phase: "karpenter",
            namespace: CONTROLLER_ACCOUNT.namespace,
            labels: { "app.kubernetes.io/instance": "karpenter", "app.kubernetes.io/name": "karpenter" },
            tolerations: [SYSTEM_TOLERATION],
            requests: sizeOfController(spec),
            replicas,
            spreadOverNodes: true,
            identity: identityOfController(host),
            nodesOnly: host === "managed-nodes",
            notOnPools: true,
        },
    ];
}

/** What a reader of the plan sees. */
export function decisionsOfKarpenter(
    spec: KarpenterSpec,
): Record<string, string | number | boolean | string[]> {
    const { controller, nodeRole = {}, settings } = spec;
    const { access, extraPolicyArns } = nodeRole;
    return {
        chartRegistry: spec.chartRegistry,
        ...(controller === undefined ? {} : { controller: flattened(controller) }),
        host: spec.host,
        identity: identityOfController(spec.host),
        imageRegistry: spec.imageRegistry,
        inCluster: spec.inCluster,
        isolatedVpc: spec.isolatedVpc,
        ...(access === undefined ? {} : { nodeAccess: describeAccess(access) }),
        ...(extraPolicyArns === undefined ? {} : { nodePolicies: [...extraPolicyArns].sort() }),
        replicas: spec.replicas,
        ...(settings === undefined ? {} : { settings: flattened(settings) }),
        version: versionOfKarpenter(spec),
        zonalShift: spec.zonalShift,
        zoneSpread: spec.zoneSpread,
    };
}

/** Everything that would keep the controller from starting or from working; empty when all holds. */
export function checkKarpenter(spec: KarpenterSpec, version = versionOfKarpenter(spec)): Problem[] {
    return [
        ...checkVersion(version, spec.kubernetesVersion),
        ...checkReplicas(spec.replicas),
        ...checkHost(spec),
        ...checkRegistry("chartRegistry", spec.chartRegistry),
        ...checkRegistry("imageRegistry", spec.imageRegistry),
        ...(spec.isolatedVpc ? checkIsolation(spec) : []),
        ...checkSettings(spec.settings ?? {}),
        ...checkController(spec.controller ?? {}),
        ...checkNodeRole(spec),
    ];
}

/**
 * Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml: there is no field for a key pair.
 */
function checkNodeRole({ nodeRole = {}, ...owner }: KarpenterSpec): Problem[] {
    const { access, extraPolicyArns = [] } = nodeRole;
    const policies = checkNodePolicies("nodeRole.extraPolicyArns", extraPolicyArns, owner, access);
    if (access?.kind !== "key-pair") return policies;
    const what = "Karpenter starts instances without a key pair";
    const remedy = "Choose session-manager, or put public keys into nodeClass.userData of a pool";
    return [...policies, { path: "nodeRole.access.kind", what, got: access.kind, remedy }];
}

/** The cluster's own check names a Kubernetes version that the kit does not know. */
function checkVersion(version: string, kubernetesVersion: string): Problem[] {
    if (!/^\d+\.\d+\.\d+$/.test(version)) {
        const remedy = `Write <major>.<minor>.<patch>, such as ${KARPENTER_VERSION.value}`;
        return [{ path: "version", what: "not a version of Karpenter's charts", got: version, remedy }];
    }
    const problems: Problem[] = [];
    if (isKubernetesMinor(kubernetesVersion)) {
        const minimum = KARPENTER_MINIMUM[kubernetesVersion].value;
        if (isOlder(version, minimum)) {
            problems.push({
                path: "kubernetesVersion",
                what: `needs Karpenter ${minimum} or newer, and ${version} is pinned`,
                got: kubernetesVersion,
                remedy: `Pin a newer Karpenter in stacks/own/pins.yaml, or choose an older Kubernetes`,
            });
        }
    }
    if (controllerPolicies(version) === undefined) {
        problems.push({
            path: "version",
            what: `nobody has recorded what the controller of Karpenter ${minorOf(version)} may do`,
            got: version,
            remedy: `Pin one of ${Object.keys(CONTROLLER_POLICIES).join(", ")}, or wait for a kit that knows ${minorOf(version)}: \
its rights go into components/karpenter/controller-policies.ts, from that release's CloudFormation template`,
        });
    }
    return problems;
}

/** `1.9.0` is older than `1.14.1`: part by part, as numbers. */
function isOlder(version: string, other: string): boolean {
    const [mine, theirs] = [version, other].map((text) => text.split(".").map(Number));
    for (const [index, part] of (theirs ?? []).entries()) {
        const own = mine?.[index] ?? 0;
        if (own !== part) return own < part;
    }
    return false;
}

function checkReplicas(replicas: number): Problem[] {
    if (Number.isInteger(replicas) && replicas >= 1) return [];
    const remedy = "Use 1, or 2 and more to survive the loss of a node";
    return [{ path: "replicas", what: "nothing would launch nodes", got: replicas, remedy }];
}

/** Source: EKS User Guide, fargate-profile: no topologySpreadConstraints (aws/containers-roadmap#824, 2025-09). */
function checkHost({ host, zoneSpread }: KarpenterSpec): Problem[] {
    if (host !== "fargate" || !zoneSpread) return [];
    return [
        {
            path: "zoneSpread",
            what: "Fargate does not spread pods over zones",
            got: zoneSpread,
            remedy: "Use false on host fargate, or host managed-nodes",
        },
    ];
}

/** A host without dot or port would be read as a path on Docker Hub. Source: distribution/reference, normalize.go. */
const REGISTRY_PATTERN =
    /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?|[a-z0-9-]+:\d{1,5})(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;

function checkRegistry(path: string, registry: string): Problem[] {
    if (REGISTRY_PATTERN.test(registry)) return [];
    return [
        {
            path,
            what: "not a registry",
            got: registry,
            remedy: `Write <host>[:<port>][/<path>], without a scheme: ${DEFAULT_CHART_REGISTRY}`,
        },
    ];
}

/**
 * Source: aws/karpenter-provider-aws, website/content/en/v1.14/getting-started/…/_index.md, "Private Clusters";
 * pkg/operator/operator.go, NewOperator, which ends when it cannot read the cluster's zonal shift.
 */
function checkIsolation({ imageRegistry, zonalShift }: KarpenterSpec): Problem[] {
    const problems: Problem[] = [];
    if (imageRegistry.split("/")[0] === DEFAULT_CHART_REGISTRY) {
        problems.push({
            path: "imageRegistry",
            what: "no node of an isolated VPC can pull from it",
            got: imageRegistry,
            remedy: "Mirror karpenter/controller into a registry the VPC has an endpoint for, and name that",
        });
    }
    if (zonalShift) {
        problems.push({
            path: "zonalShift",
            what: "the controller would not start: an isolated VPC has no endpoint for arc-zonal-shift",
            got: zonalShift,
            remedy: "Use false, or give the VPC a way out",
        });
    }
    return problems;
}
