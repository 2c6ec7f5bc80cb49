/** Reliability rules of network, versions, order and nodes. */
import { cidrsOverlap, parseCidr } from "../../../components/shared/cidr";
import { commonArchitecture } from "../../../components/shared/instance-types";
import { ADDON_VERSIONS, AMI_ALIAS, isKubernetesMinor, KUBERNETES } from "../../../components/versions";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { type CarriedControl, isAtLeast } from "./control";
import { alter, cut, set, setInText, withResource, without } from "./mutants";
import {
    addonNamed,
    failing,
    hasCapacity,
    hasKarpenter,
    input,
    isAutoMode,
    isObject,
    isSubnetOf,
    listOf,
    numberOf,
    ofType,
    parsed,
    read,
    statementsOf,
    textsOf,
    TYPES,
} from "./reading";
import { nodeSubnets, isRoutedByOwner, ownersEndpoints, type Standing, subnetsBehind } from "./subnets";

/** Without nodes Fargate brings the first two, and in Auto Mode EKS all of them; without capacity nothing asks for names. */
function selfManaged(graph: PlannedGraph): readonly string[] {
    if (isAutoMode(graph) || !hasCapacity(graph)) return [];
    const hasNodes = hasKarpenter(graph) || ofType(graph, TYPES.nodeGroup).length > 0;
    return hasNodes ? ["vpc-cni", "kube-proxy", "coredns"] : ["coredns"];
}

const DEPLOYMENTS = ["coredns", "aws-ebs-csi-driver", "metrics-server"];

const NETWORK: readonly CarriedControl[] = [
    {
        id: "R01",
        means: "two zones or more, three in production, and nodes in each of them",
        breaches: (graph) => {
            const subnets = nodeSubnets(graph);
            const least = isAtLeast(graph, "production") ? 3 : 2;
            const groups = ofType(graph, TYPES.nodeGroup);
            const ofGroups = groups.flatMap((group) => subnetsBehind(graph, group, "subnetIds"));
            return [
                ...(zonesOf(subnets).size >= least ? [] : [`fewer than ${least} zones`]),
                ...failing(
                    ofType(graph, TYPES.nodeClass),
                    (one) => subnetsBehind(graph, one, "spec").length === subnets.length,
                    "leaves out a zone",
                ),
                ...(groups.length === 0 || zonesOf(ofGroups).size === zonesOf(subnets).size
                    ? []
                    : ["no node group in one of the zones"]),
            ];
        },
        mutants: [
            set(TYPES.subnet, "availabilityZone", "us-east-1a"),
            cut(TYPES.nodeClass, TYPES.subnet),
            without(TYPES.nodeGroup, ({ name }) => name.endsWith("-b")),
        ],
    },
    {
        id: "R04",
        means: "the control plane's subnets have sixteen addresses to spare",
        breaches: (graph) =>
            failing(
                graph.resources.filter(isSubnetOf("control-plane")),
                // AWS keeps five of each subnet.
                (one) => (parseCidr(textsOf(input(one, "cidrBlock")).join())?.size ?? 0) - 5 >= 16,
                "is too small",
            ),
        mutants: [set(TYPES.subnet, "cidrBlock", "10.0.0.0/28")],
    },
    {
        id: "R06",
        means: "vpc-cni is told what to do through its add-on, never behind its back",
        breaches: (graph) => [
            ...failing(
                addonNamed(graph, "vpc-cni"),
                (addon) =>
                    input(addon, "configurationValues") === undefined ||
                    isObject(parsed(input(addon, "configurationValues"))),
                "has settings that are no JSON",
            ),
            ...graph.resources
                .filter(
                    ({ inputs, type }) =>
                        type.startsWith("kubernetes:crd.k8s.amazonaws.com/") ||
                        ["aws-node", "amazon-vpc-cni"].includes(
                            textsOf(read(inputs, "metadata.name")).join(),
                        ),
                )
                .map(({ name }) => `${name}: changes vpc-cni through Kubernetes`),
        ],
        mutants: [
            set(TYPES.addon, "configurationValues", "[]"),
            withResource("kubernetes:apps/v1:DaemonSet", { metadata: { name: "aws-node" } }),
            withResource("kubernetes:crd.k8s.amazonaws.com/v1alpha1:ENIConfig", { metadata: { name: "a" } }),
        ],
    },
    {
        id: "R07",
        means: "no network overlaps another: VPC and services, and the VPCs of all environments",
        breaches: (graph, all) => {
            const [own = ""] = vpcsOf(graph);
            const others = all.filter(({ stack }) => stack !== graph.stack);
            return [
                ...all.flatMap(servicesOf).filter((services) => cidrsOverlap(own, services)),
                ...others.flatMap(vpcsOf).filter((other) => cidrsOverlap(own, other)),
            ].map((other) => `${own} overlaps ${other}`);
        },
        mutants: [
            set(TYPES.vpc, "cidrBlock", "172.20.0.0/16"),
            set(TYPES.vpc, "cidrBlock", "10.0.0.0/8"),
            set(TYPES.cluster, "kubernetesNetworkConfig.serviceIpv4Cidr", "10.0.0.0/8"),
        ],
    },
    {
        id: "R08",
        means: "subnets carry the tags load balancers look for, and Karpenter looks for ids",
        breaches: (graph) => [
            ...failing(
                graph.resources.filter(isSubnetOf("public")),
                (one) =>
                    input(one, "tags")?.toString() !== undefined && hasTag(one, "kubernetes.io/role/elb"),
                "no public load balancer finds it",
            ),
            ...failing(
                graph.resources.filter(isSubnetOf("node")),
                (one) => hasTag(one, "kubernetes.io/role/internal-elb"),
                "no internal load balancer finds it",
            ),
            ...failing(
                ofType(graph, TYPES.nodeClass),
                (one) =>
                    ["subnetSelectorTerms", "securityGroupSelectorTerms"].every((terms) => {
                        const found = listOf(input(one, `spec.${terms}`));
                        return (
                            found.length > 0 &&
                            found.every((term) => Object.keys(term as object).join() === "id")
                        );
                    }),
                "selects by something else than ids",
            ),
        ],
        mutants: [
            alter(TYPES.subnet, "no tags", (one) => ({ ...one, inputs: { cidrBlock: "10.0.0.0/24" } })),
            set(TYPES.nodeClass, "spec.subnetSelectorTerms", [{ tags: { "karpenter.sh/discovery": "x" } }]),
            set(TYPES.nodeClass, "spec.securityGroupSelectorTerms", []),
        ],
    },
    {
        id: "R09",
        means: "S3, where image layers lie, is reached without paying for NAT",
        breaches: (graph) =>
            isRoutedByOwner(graph) ||
            ownersEndpoints(graph).includes("s3") ||
            ofType(graph, TYPES.endpoint).some(
                (one) =>
                    textsOf(input(one, "serviceName")).join().endsWith(".s3") &&
                    input(one, "vpcEndpointType") === "Gateway",
            )
                ? []
                : ["no gateway endpoint of S3"],
        mutants: [without(TYPES.endpoint), set(TYPES.endpoint, "vpcEndpointType", "Interface")],
    },
];

const VERSIONS: readonly CarriedControl[] = [
    {
        id: "R10",
        means: "production's minor had sixty days of standard support left when its pins were last seen",
        from: "production",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.cluster),
                (one) => {
                    const version = textsOf(input(one, "version")).join();
                    if (!isKubernetesMinor(version)) return false;
                    const end = Date.parse(KUBERNETES[version].endOfStandardSupport.value);
                    return end - Date.parse(AMI_ALIAS.seen) >= 60 * 24 * 60 * 60 * 1000;
                },
                "leaves standard support soon",
            ),
        mutants: [set(TYPES.cluster, "version", "1.34")],
    },
    {
        id: "R12",
        means: "nodes have the minor of the control plane, and none a newer one",
        breaches: (graph) => {
            const [version = ""] = ofType(graph, TYPES.cluster).flatMap((one) =>
                textsOf(input(one, "version")),
            );
            return [
                ...failing(
                    ofType(graph, TYPES.nodeGroup),
                    (group) =>
                        input(group, "version") === version &&
                        textsOf(input(group, "releaseVersion")).every((release) =>
                            release.startsWith(`${version}.`),
                        ),
                    "is of another minor",
                ),
                ...failing(
                    addonNamed(graph, "kube-proxy"),
                    (addon) => textsOf(input(addon, "addonVersion")).join().startsWith(`v${version}.`),
                    "is of another minor",
                ),
            ];
        },
        mutants: [
            set(TYPES.nodeGroup, "version", "1.37"),
            set(TYPES.nodeGroup, "version", undefined),
            set(TYPES.nodeGroup, "releaseVersion", "1.35.6-20260714"),
            set(TYPES.addon, "addonVersion", "v1.37.0-eksbuild.1"),
        ],
    },
    {
        id: "R13",
        means: "add-ons have the exact versions of the table, unless the shape names another",
        of: "kit",
        breaches: (graph) => {
            const [version = ""] = ofType(graph, TYPES.cluster).flatMap((one) =>
                textsOf(input(one, "version")),
            );
            const pins: Readonly<Record<string, { readonly value: string } | undefined>> = isKubernetesMinor(
                version,
            )
                ? ADDON_VERSIONS[version]
                : {};
            return failing(
                ofType(graph, TYPES.addon),
                (addon) => {
                    const pin = pins[textsOf(input(addon, "addonName")).join()]?.value;
                    return pin !== undefined && input(addon, "addonVersion") === pin;
                },
                "has another version than the table's",
            );
        },
        mutants: [
            set(TYPES.addon, "addonVersion", undefined),
            set(TYPES.addon, "addonVersion", "v1.14.3-eksbuild.99"),
            set(TYPES.addon, "addonName", "adot"),
        ],
    },
    {
        id: "R15",
        means: "add-ons take over what they find; what people tune stays; vpc-cni outlives its add-on",
        breaches: (graph) => [
            ...failing(
                ofType(graph, TYPES.addon),
                (addon) => input(addon, "resolveConflictsOnCreate") === "OVERWRITE",
                "would stop at what EKS left behind",
            ),
            ...failing(
                [...addonNamed(graph, "vpc-cni"), ...addonNamed(graph, "coredns")],
                (addon) => input(addon, "resolveConflictsOnUpdate") === "PRESERVE",
                "would undo what people tuned",
            ),
            ...failing(
                addonNamed(graph, "vpc-cni"),
                (addon) => input(addon, "preserve") === true,
                "goes with its add-on",
            ),
        ],
        mutants: [
            set(TYPES.addon, "resolveConflictsOnCreate", "NONE"),
            set(TYPES.addon, "resolveConflictsOnUpdate", "OVERWRITE"),
            set(TYPES.addon, "preserve", false),
        ],
    },
    {
        id: "R16",
        means: "control plane, then add-ons of nodes, capacity, core add-ons, Karpenter, pools",
        breaches: (graph) => {
            const chain = STAGES.map((stage) => stage(graph));
            return chain.slice(1).flatMap((later, index) => {
                const earlier = chain[index] ?? [];
                return later.flatMap((one) => {
                    const before = ancestorsOf(graph, one.urn);
                    return earlier
                        .filter(({ urn }) => !before.has(urn))
                        .map(({ name }) => `${one.name} does not wait for ${name}`);
                });
            });
        },
        mutants: [TYPES.nodePool, TYPES.release, TYPES.addon, TYPES.fargateProfile, TYPES.nodeGroup].map(
            (type) =>
                alter(type, "waits for nothing", ({ parent: _, ...one }) => ({
                    ...one,
                    dependencies: [],
                    propertyDependencies: {},
                })),
        ),
    },
    {
        id: "R17",
        means: "EKS brings no add-ons of its own, because the kit owns them",
        breaches: (graph) => [
            ...failing(
                ofType(graph, TYPES.cluster),
                (one) =>
                    input(one, "bootstrapSelfManagedAddons") === false &&
                    (isAutoMode(graph) || input(one, "computeConfig") === undefined),
                "brings add-ons of its own",
            ),
            ...selfManaged(graph)
                .filter((name) => addonNamed(graph, name).length !== 1)
                .map((name) => `no ${name}`),
        ],
        mutants: [
            set(TYPES.cluster, "bootstrapSelfManagedAddons", undefined),
            set(TYPES.cluster, "computeConfig", { enabled: true }),
            without(TYPES.addon),
        ],
    },
];

const NODES: readonly CarriedControl[] = [
    {
        id: "R19",
        means: "an update takes one node of a group at once, or a third at most, and says which of the two",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.nodeGroup),
                (group) => {
                    const count = input(group, "updateConfig.maxUnavailable");
                    const share = input(group, "updateConfig.maxUnavailablePercentage");
                    const most = numberOf(input(group, "scalingConfig.maxSize"));
                    if (count !== undefined)
                        return share === undefined && (count === 1 || numberOf(count) <= most / 3);
                    return numberOf(share) <= 33;
                },
                "takes too many nodes at once",
            ),
        mutants: [
            set(TYPES.nodeGroup, "updateConfig", undefined),
            set(TYPES.nodeGroup, "updateConfig", { maxUnavailablePercentage: 50 }),
            set(TYPES.nodeGroup, "updateConfig", { maxUnavailable: 1, maxUnavailablePercentage: 10 }),
            set(TYPES.nodeGroup, "updateConfig", { maxUnavailable: 2 }),
        ],
    },
    {
        id: "R21",
        means: "a group has one size and one architecture, says what it buys, and gives Spot a choice of three",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.nodeGroup),
                (group) => {
                    const types = textsOf(input(group, "instanceTypes"));
                    const sizes = new Set(types.map((type) => type.split(".")[1]));
                    const bought = input(group, "capacityType");
                    // Of a capacity block the template has the type, one.
                    if (bought === "CAPACITY_BLOCK") return types.length === 0;
                    return (
                        sizes.size === 1 &&
                        commonArchitecture(types) !== undefined &&
                        (bought === "ON_DEMAND" || (bought === "SPOT" && types.length >= 3))
                    );
                },
                "mixes sizes or architectures, or leaves Spot no choice",
            ),
        mutants: [
            set(TYPES.nodeGroup, "instanceTypes", ["m7g.large", "m7g.4xlarge"]),
            set(TYPES.nodeGroup, "instanceTypes", ["m7g.large", "m7i.large"]),
            set(TYPES.nodeGroup, "capacityType", "SPOT"),
            set(TYPES.nodeGroup, "capacityType", undefined),
        ],
    },
    {
        id: "R39",
        means: "what takes long has the time it takes",
        breaches: (graph) =>
            failing(
                ofType(
                    graph,
                    TYPES.cluster,
                    TYPES.nodeGroup,
                    TYPES.fargateProfile,
                    TYPES.addon,
                    TYPES.nodePool,
                ),
                ({ options }) => options.customTimeouts?.delete !== undefined,
                "is given up after the provider's own time",
            ),
        mutants: [TYPES.cluster, TYPES.nodeGroup, TYPES.fargateProfile, TYPES.addon, TYPES.nodePool].map(
            (type) =>
                alter(
                    type,
                    "no time of its own",
                    ({ options: { customTimeouts: _, ...options }, ...one }) => ({
                        ...one,
                        options,
                    }),
                ),
        ),
    },
    {
        id: "R40",
        means: "Fargate stands in private subnets, and its profiles come and go one by one",
        breaches: (graph) => {
            const profiles = ofType(graph, TYPES.fargateProfile);
            const before = new Map(profiles.map(({ urn }) => [urn, ancestorsOf(graph, urn)]));
            return [
                ...failing(
                    profiles,
                    (one) => {
                        const subnets = subnetsBehind(graph, one, "subnetIds");
                        return subnets.length > 0 && subnets.every(({ isPrivate }) => isPrivate);
                    },
                    "stands in a public subnet",
                ),
                ...failing(
                    profiles,
                    ({ urn }) =>
                        profiles.every(
                            (other) =>
                                other.urn === urn ||
                                before.get(urn)?.has(other.urn) === true ||
                                before.get(other.urn)?.has(urn) === true,
                        ),
                    "comes while another does",
                ),
            ];
        },
        mutants: [
            cut(TYPES.fargateProfile, TYPES.subnet),
            without(TYPES.routeTableAssociation),
            withResource(TYPES.fargateProfile, {}, "unchained"),
        ],
    },
    {
        id: "R41",
        means: "a node group stands in one zone, so that a volume's zone always has a node",
        from: "production",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.nodeGroup),
                (group) => listOf(input(group, "subnetIds")).length === 1,
                "stands in several zones",
            ),
        mutants: [set(TYPES.nodeGroup, "subnetIds", ["subnet-a", "subnet-b"])],
    },
    {
        id: "R42",
        means: "trust policies and attachments of a role stay within what an account allows",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.role),
                (role) =>
                    textsOf(input(role, "assumeRolePolicy")).join().length <= 2048 &&
                    statementsOf(input(role, "assumeRolePolicy")).length > 0 &&
                    ofType(graph, TYPES.attachment).filter(({ propertyDependencies }) =>
                        propertyDependencies["role"]?.includes(role.urn),
                    ).length <= 10,
                "has a trust policy or a list of policies that IAM does not take",
            ),
        mutants: [
            setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Sid", "x".repeat(2048)),
            {
                change: "four attachments of each",
                mutate: (graph) => ({
                    ...graph,
                    resources: graph.resources.flatMap((one) =>
                        one.type === TYPES.attachment
                            ? [0, 1, 2, 3].map((copy) => ({ ...one, urn: `${one.urn}-${copy}` }))
                            : [one],
                    ),
                }),
            },
        ],
    },
];

export const RELIABILITY: readonly CarriedControl[] = [...NETWORK, ...VERSIONS, ...NODES];

const STAGES: readonly ((graph: PlannedGraph) => PlannedResource[])[] = [
    (graph) => ofType(graph, TYPES.cluster),
    (graph) => ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"].flatMap((name) => addonNamed(graph, name)),
    (graph) => ofType(graph, TYPES.nodeGroup, TYPES.fargateProfile),
    (graph) => DEPLOYMENTS.flatMap((name) => addonNamed(graph, name)),
    (graph) => ofType(graph, TYPES.release),
    (graph) => ofType(graph, TYPES.nodePool),
];

function zonesOf(subnets: readonly Standing[]): ReadonlySet<unknown> {
    return new Set(subnets.map(({ zone }) => zone));
}

function vpcsOf(graph: PlannedGraph): string[] {
    return ofType(graph, TYPES.vpc).flatMap((vpc) => textsOf(input(vpc, "cidrBlock")));
}

function servicesOf(graph: PlannedGraph): string[] {
    return ofType(graph, TYPES.cluster).flatMap((one) =>
        textsOf(input(one, "kubernetesNetworkConfig.serviceIpv4Cidr")),
    );
}

function hasTag(subnet: PlannedResource, key: string): boolean {
    const tags = input(subnet, "tags");
    return isObject(tags) && tags[key] === "1";
}
