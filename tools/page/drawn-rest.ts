/** The account, the control plane, what lives in the cluster, what stands beside it, and who comes from outside. */
import type { PlannedResource } from "../plan/graph";
import type { Drawn, DrawnEdge, DrawnPart } from "./drawn";
import { bareName, COMPUTE } from "./drawn-compute";
import { filled, NETWORK_IDS, subnetsOf } from "./drawn-network";
import { type GraphIndex, textAt } from "./graph-index";

const CLUSTER = "platform:cluster:Cluster";
const PLANE_TYPE = "aws:eks/cluster:Cluster";
const PLANE = "plane";
const BESIDE = "beside";
const OPERATORS = "outside:operators";
const INTERNET = "outside:internet";

export function drawRest(index: GraphIndex, drawn: ReadonlySet<string | undefined>): Drawn {
    const { platform } = index;
    const account: DrawnPart = {
        id: NETWORK_IDS.account,
        kind: "account",
        title: platform === undefined ? "Account" : `Account ${textAt(platform, "account")}`,
        lines: platform === undefined ? [] : [textAt(platform, "region")],
        ...(platform === undefined ? {} : { urn: platform.urn }),
        holds: true,
    };
    const below = platform === undefined ? [] : index.childrenOf(platform.urn);
    const components = below.filter(
        ({ custom, type, urn }) => !custom && !drawn.has(urn) && !isOfNetwork(type),
    );
    const inCluster = components.filter((one) => one.type !== CLUSTER && isInCluster(index, one));
    const beside = components.filter((one) => one.type !== CLUSTER && !inCluster.includes(one));
    return {
        parts: [
            account,
            ...planeOf(index),
            ...inCluster.map((one) => boxOf(index, one, "objects", PLANE)),
            {
                id: BESIDE,
                kind: "beside",
                title: "Beside the cluster",
                lines: [],
                inside: account.id,
                holds: true,
            },
            ...beside.map((one) => boxOf(index, one, "beside", BESIDE)),
        ],
        edges: interfacesOf(index),
    };
}

function isOfNetwork(type: string): boolean {
    return type === "platform:network:Vpc" || type === "platform:network:ExistingVpc";
}

/** What the Kubernetes provider makes, or what only the cluster's API has. */
function isInCluster(index: GraphIndex, component: PlannedResource): boolean {
    const below = index.childrenOf(component.urn);
    return below.some(
        ({ type }) =>
            type.startsWith("kubernetes:") || /^aws:eks\/(accessEntry|addon|capability|identity)/.test(type),
    );
}

function planeOf(index: GraphIndex): readonly DrawnPart[] {
    return index.ofType(CLUSTER).map((cluster): DrawnPart => ({
        id: PLANE,
        kind: "plane",
        title: "EKS control plane",
        lines: [`${textAt(cluster, "clusterName")} · Kubernetes ${textAt(cluster, "kubernetesVersion")}`],
        urn: cluster.urn,
        inside: NETWORK_IDS.account,
        holds: true,
    }));
}

function boxOf(index: GraphIndex, one: PlannedResource, kind: DrawnPart["kind"], inside: string): DrawnPart {
    const { length } = index.childrenOf(one.urn);
    return {
        id: `part:${one.name}`,
        kind,
        title: bareName(one.name),
        lines: [],
        urn: one.urn,
        inside,
        ...(length === 0 ? {} : {}),
    };
}

/** Interfaces of the control plane lie in subnets of the VPC. */
function interfacesOf(index: GraphIndex): readonly DrawnEdge[] {
    return index
        .ofType(PLANE_TYPE)
        .flatMap((plane) =>
            subnetsOf(index, plane, "vpcConfig").map((to): DrawnEdge => ({ from: PLANE, to })),
        );
}

export function drawOutside(index: GraphIndex, network: Drawn): Drawn {
    const [cluster] = index.ofType(CLUSTER);
    const reach = cluster === undefined ? "" : textAt(cluster, "api");
    const hasWayOut = network.parts.some(({ id }) => id === NETWORK_IDS.gateway);
    const operators: DrawnPart = {
        id: OPERATORS,
        kind: "outside",
        title: "Who calls the API",
        lines: filled(reach.split(" "), 26).map((line) => line.replaceAll(", ", " ").replace(/,$/, "")),
        ...(cluster === undefined ? {} : { urn: cluster.urn }),
    };
    return {
        parts: [
            ...(reach === "" ? [] : [operators]),
            ...(hasWayOut ? [{ id: INTERNET, kind: "outside", title: "Internet", lines: [] } as const] : []),
        ],
        edges: [
            { from: OPERATORS, to: PLANE, label: reach.startsWith("private") ? "private" : "public" },
            { from: NETWORK_IDS.gateway, to: INTERNET },
            { from: PLANE, to: COMPUTE },
        ].filter((edge) => edge.to !== COMPUTE),
    };
}
