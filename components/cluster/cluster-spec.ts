/** A control plane as plain values: what it is, what is derived from it, and everything EKS would refuse. */
import { checkRole } from "../shared/arns";
import { cidrsOverlap, contains, parseCidr } from "../shared/cidr";
import { checkGroupIds } from "../shared/node-access";
import type { IpFamily } from "../shared/ip-family";
import { isDocumentationNetwork } from "../shared/placeholders";
import { missing, type Problem, whenGiven } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { checkRetention } from "../shared/retention";
import { isKubernetesMinor, KUBERNETES } from "../versions";
import type { AutoModeSpec } from "./auto-mode";
import {
    type ApiAccess,
    checkApiAccess,
    describeApiAccess,
    type EndpointPlan,
    planEndpoint,
} from "./api-access";
import { type ClusterWords, LOG_TYPES, type LogType } from "./cluster-schema";
import type { KubeconfigOptions } from "./kubernetes-provider";
import { checkKubernetesVersion } from "./kubernetes-version";
import { checkTuning, decisionsOfTuning } from "./tuning";

/** Where services may live. Source: EKS API Reference, KubernetesNetworkConfigRequest, serviceIpv4Cidr. */
const SERVICE_NETWORKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;
/** Source: the same page. */
export const SERVICE_PREFIX_LENGTHS = { smallest: 24, largest: 12 } as const;

export interface ClusterSpec extends ClusterWords {
    /** 1 to 100 letters, digits, `-` and `_`. A change replaces the cluster. */
    readonly clusterName: string;
    readonly region: string;
    readonly account: string;
    /** A minor of `components/versions.ts`. One minor up at a time, in place; EKS never goes back. */
    readonly kubernetesVersion: string;
    /**
     * Whether pods and services have IPv6 addresses, and no others: EKS chooses those of services. The VPC and all its subnets
     * need an IPv6 range. A change replaces the cluster.
     * @default "ipv4"
     */
    readonly ipFamily?: IpFamily;
    /** Addresses of Kubernetes services, /12 to /24; none on IPv6. A change replaces the cluster. */
    readonly serviceCidr?: string;
    /** Addresses of the VPC, which the services may not overlap. */
    readonly vpcCidr: string;
    /** Further ranges of the VPC. @default none */
    readonly vpcSecondaryCidrs?: readonly string[];
    readonly apiAccess: ApiAccess;
    /** AWS refuses to delete the cluster until an update has switched this off. */
    readonly deletionProtection: boolean;
    /** Role of this account that the program assumes. @default the caller's credentials as they are */
    readonly assumeRoleArn?: string;
    /** Networks outside AWS whose nodes, and whose pods, the control plane reaches. In place. @default none */
    readonly remoteNetworks?: RemoteNetworks;
    /** Lets EKS give addresses to pods on nodes that run Windows. @default false */
    readonly windows?: boolean;
    /** Whether single pods may have security groups, by branch interfaces that the control plane makes. @default false */
    readonly podSecurityGroups?: boolean;
    /** Switches Auto Mode on: compute, block storage and load balancing together. @default off */
    readonly autoMode?: AutoModeSpec;
}

/** Networks of hybrid nodes. Their rules are those of the part that lets them in. */
export interface RemoteNetworks {
    readonly nodes: readonly string[];
    readonly pods: readonly string[];
}

/** What is derived from a spec. */
export interface ClusterPlan {
    /** The name EKS writes to: a group of another name would stay empty. */
    readonly logGroupName: string;
    readonly logTypes: LogType[];
    readonly endpoint: EndpointPlan;
    readonly kubeconfigOptions: KubeconfigOptions;
}

/** Assumes a checked spec. Source of the log group's name: EKS User Guide, control-plane-logs. */
export function planCluster(spec: ClusterSpec): ClusterPlan {
    const { apiAccess, assumeRoleArn, clusterName, logs, region } = spec;
    const proxyUrl = "proxyUrl" in apiAccess ? apiAccess.proxyUrl : undefined;
    return {
        logGroupName: `/aws/eks/${clusterName}/cluster`,
        logTypes: [...logs.types].sort(),
        endpoint: planEndpoint(apiAccess),
        kubeconfigOptions: {
            region,
            ...(assumeRoleArn === undefined ? {} : { assumeRoleArn }),
            ...(proxyUrl === undefined ? {} : { proxyUrl }),
        },
    };
}

/** What a reader of the plan sees. */
export function decisionsOfCluster(spec: ClusterSpec): Record<string, string | number | boolean | string[]> {
    const { kubernetesVersion } = spec;
    return {
        api: describeApiAccess(spec.apiAccess),
        ...(spec.autoMode === undefined ? {} : { autoMode: describePools(spec.autoMode) }),
        ...(spec.autoModeOff === undefined ? {} : { autoModeOff: spec.autoModeOff }),
        clusterName: spec.clusterName,
        credentials: spec.assumeRoleArn ?? "the caller's",
        deletionProtection: spec.deletionProtection,
        ...(spec.ipFamily === undefined ? {} : { ipFamily: spec.ipFamily }),
        kubernetesVersion,
        logRetentionDays: spec.logs.retentionDays,
        logs: [...spec.logs.types].sort(),
        ...(spec.logs.retainOnDelete === true ? { logsOutliveStack: true } : {}),
        ...(spec.remoteNetworks === undefined
            ? {}
            : { remoteNetworks: [...spec.remoteNetworks.nodes, ...spec.remoteNetworks.pods] }),
        ...(spec.securityGroupIds === undefined ? {} : { securityGroups: [...spec.securityGroupIds] }),
        serviceCidr: spec.serviceCidr ?? "EKS chooses it",
        supportType: spec.supportType,
        ...(spec.windows === true ? { windows: true } : {}),
        ...(spec.podSecurityGroups === true ? { podSecurityGroups: true } : {}),
        zonalShift: spec.zonalShift,
        ...decisionsOfTuning(spec),
        ...(isKubernetesMinor(kubernetesVersion)
            ? { standardSupportUntil: KUBERNETES[kubernetesVersion].endOfStandardSupport.value }
            : {}),
    };
}

function describePools({ nodePools, ownClasses }: AutoModeSpec): string[] {
    return [...nodePools, ...(ownClasses === undefined ? [] : ["pools of its own"])];
}

/** Everything EKS would refuse; empty when all holds. Arguments left out are not looked at. */
export function checkCluster(spec: Partial<ClusterSpec>): Problem[] {
    return [
        ...whenGiven(spec, ["clusterName"], ({ clusterName }) => checkName(clusterName)),
        ...whenGiven(spec, ["kubernetesVersion"], ({ kubernetesVersion }) =>
            checkKubernetesVersion(kubernetesVersion),
        ),
        ...checkFamily(spec),
        ...whenGiven(spec, ["serviceCidr", "vpcCidr"], ({ serviceCidr, vpcCidr }) =>
            spec.ipFamily === "ipv6" ? [] : checkOverlap(serviceCidr, vpcCidr),
        ),
        ...whenGiven(spec, ["autoMode", "autoModeOff"], () => [
            {
                path: "autoModeOff",
                what: "compute of kind auto-mode is on",
                got: true,
                remedy: "Remove it, or choose another kind",
            },
        ]),
        ...whenGiven(spec, ["serviceCidr", "vpcSecondaryCidrs"], ({ serviceCidr, vpcSecondaryCidrs }) =>
            spec.ipFamily === "ipv6" ? [] : checkSecondary(serviceCidr, vpcSecondaryCidrs),
        ),
        ...whenGiven(spec, ["securityGroupIds"], ({ securityGroupIds }) => checkGroups(securityGroupIds)),
        ...whenGiven(spec, ["apiAccess"], ({ apiAccess }) => checkApiAccess(apiAccess, spec.ipFamily)),
        ...whenGiven(spec, ["logs"], ({ logs: { retentionDays, types } }) => [
            ...checkLogTypes(types),
            ...checkRetention("logs.retentionDays", retentionDays),
        ]),
        ...checkTuning(spec),
        // Credentials of another account are refused, so a role of another account could never be the one used.
        ...whenGiven(spec, ["account", "assumeRoleArn", "region"], ({ account, assumeRoleArn, region }) =>
            checkRole("assumeRoleArn", assumeRoleArn, account, partitionOf(region)),
        ),
    ];
}

/** Source: EKS API Reference, CreateCluster, name. */
function checkName(name: string): Problem[] {
    if (/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(name)) return [];
    return [
        {
            path: "clusterName",
            what: "not a name EKS takes",
            got: name,
            remedy: "Use 1 to 100 of A-Z a-z 0-9 - _, the first a letter or a digit",
        },
    ];
}

/** Source: EKS API Reference, KubernetesNetworkConfigRequest, serviceIpv4Cidr: with the family ipv4 alone. */
function checkFamily({ ipFamily, serviceCidr }: Partial<ClusterSpec>): Problem[] {
    if (ipFamily !== "ipv6") {
        if (serviceCidr !== undefined) return checkServiceCidr(serviceCidr);
        return [missing("serviceCidr", "Add it: platform:serviceCidr: 172.20.0.0/16")];
    }
    if (serviceCidr === undefined) return [];
    const what = "services of an IPv6 cluster have addresses that EKS chooses";
    return [{ path: "serviceCidr", what, got: serviceCidr, remedy: "Remove it" }];
}

/** Source: EKS API Reference, RemoteNetworkConfigRequest: clusters of the family ipv4 alone. */
export function checkRemoteFamily({
    ipFamily,
    remoteNetworks,
}: Pick<ClusterSpec, "ipFamily" | "remoteNetworks">): Problem[] {
    if (ipFamily !== "ipv6" || remoteNetworks === undefined) return [];
    return [
        {
            path: "remoteNetworks",
            what: "no nodes outside AWS join an IPv6 cluster",
            got: [...remoteNetworks.nodes, ...remoteNetworks.pods],
            remedy: "Remove them, or the ipFamily",
        },
    ];
}

function checkServiceCidr(serviceCidr: string): Problem[] {
    const problem = (what: string, remedy: string): Problem => ({
        path: "serviceCidr",
        what,
        got: serviceCidr,
        remedy,
    });
    const cidr = parseCidr(serviceCidr);
    if (cidr === undefined)
        return [problem("not an IPv4 network", "Write <address>/<prefix>: 172.20.0.0/16")];
    const problems: Problem[] = [];
    if (cidr.canonical !== serviceCidr) {
        problems.push(problem("not the network's first address", `Write ${cidr.canonical}`));
    }
    const { largest, smallest } = SERVICE_PREFIX_LENGTHS;
    if (cidr.prefixLength < largest || cidr.prefixLength > smallest) {
        const remedy = `Use /${largest} to /${smallest}`;
        problems.push(problem(`EKS takes no /${cidr.prefixLength} for services`, remedy));
    }
    if (!SERVICE_NETWORKS.some((network) => contains(network, serviceCidr))) {
        const remedy = `Use a network inside ${SERVICE_NETWORKS.join(", ")}`;
        const what = isDocumentationNetwork(serviceCidr) ? "a documentation range: " : "";
        problems.push(problem(`${what}EKS takes only private networks for services`, remedy));
    }
    return problems;
}

function checkOverlap(serviceCidr: string, vpcCidr: string): Problem[] {
    if (!cidrsOverlap(serviceCidr, vpcCidr)) return [];
    return [
        {
            path: "serviceCidr",
            what: `services would take addresses of the VPC, which has vpcCidr ${vpcCidr}`,
            got: serviceCidr,
            remedy: "Choose a serviceCidr and a vpcCidr that do not overlap",
        },
    ];
}

function checkSecondary(serviceCidr: string, ranges: readonly string[]): Problem[] {
    return ranges
        .filter((range) => cidrsOverlap(serviceCidr, range))
        .map((range) => ({
            path: "serviceCidr",
            what: `services would take addresses of the VPC, which has ${range} as well`,
            got: serviceCidr,
            remedy: "Choose a serviceCidr that overlaps no range of the VPC",
        }));
}

/** Source: EKS API Reference, VpcConfigRequest, securityGroupIds. */
const MAX_GROUPS = 5;

function checkGroups(ids: readonly string[]): Problem[] {
    const path = "securityGroupIds";
    if (ids.length > MAX_GROUPS) {
        const what = `EKS takes at most ${MAX_GROUPS} beside its own`;
        return [{ path, what, got: ids.length, remedy: "Join their rules into fewer groups" }];
    }
    return checkGroupIds(path, ids);
}

function checkLogTypes(types: readonly string[]): Problem[] {
    return types.flatMap((type, index) => {
        const path = `logs.types[${index}]`;
        if (!LOG_TYPES.some((known) => known === type)) {
            const remedy = `Choose from ${LOG_TYPES.join(", ")}`;
            return [{ path, what: "not a log of the control plane", got: type, remedy }];
        }
        const first = types.indexOf(type);
        if (first === index) return [];
        return [
            { path, what: `the same log as logs.types[${first}]`, got: type, remedy: "List each log once" },
        ];
    });
}
