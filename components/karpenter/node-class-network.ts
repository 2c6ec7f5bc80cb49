/** Network interfaces of a pool's nodes, and what runs through them. */
import { checkHopLimit } from "../shared/hop-limit";
import type { Problem } from "../shared/problems";
import type { NetworkInterface, NodeClassWords } from "./node-class-schema";

/** Source of all in this file, where no other is named: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml. */
const MAX_INTERFACES = 150;
const MAX_INT32 = 2_147_483_647;

/** Everything Karpenter or EC2 would refuse. */
export function checkNetwork(words: NodeClassWords): Problem[] {
    const { connectionTracking, ipPrefixCount, metadataOptions, networkInterfaces } = words;
    const hops = metadataOptions?.httpPutResponseHopLimit;
    return [
        ...(networkInterfaces === undefined
            ? []
            : checkInterfaces("nodeClass.networkInterfaces", networkInterfaces)),
        ...checkPublicAddress("nodeClass.associatePublicIPAddress", words),
        ...checkRange("nodeClass.ipPrefixCount", ipPrefixCount, [0, MAX_INT32]),
        ...(connectionTracking === undefined
            ? []
            : checkTracking("nodeClass.connectionTracking", connectionTracking)),
        ...(hops === undefined
            ? []
            : checkHopLimit("nodeClass.metadataOptions.httpPutResponseHopLimit", hops)),
    ];
}

/** Interfaces of a node: the first one, no place twice, one EFA a card. */
export function checkInterfaces(path: string, interfaces: readonly NetworkInterface[]): Problem[] {
    const places = interfaces.map(
        ({ deviceIndex, networkCardIndex }) => `${networkCardIndex}/${deviceIndex}`,
    );
    const efaCards = interfaces.map(({ interfaceType, networkCardIndex }) =>
        interfaceType === "efa-only" ? networkCardIndex : undefined,
    );
    const hasPrimary = interfaces.some(
        ({ deviceIndex, interfaceType, networkCardIndex }) =>
            deviceIndex === 0 && networkCardIndex === 0 && interfaceType === "interface",
    );
    return [
        ...(interfaces.length > MAX_INTERFACES
            ? [
                  {
                      path,
                      what: "too many interfaces",
                      got: interfaces.length,
                      remedy: `Keep at most ${MAX_INTERFACES}`,
                  },
              ]
            : []),
        ...(hasPrimary
            ? []
            : [{ path, what: "no first interface", remedy: "Add card 0, device 0, of type interface" }]),
        ...interfaces.flatMap(({ deviceIndex, networkCardIndex }, index) => [
            ...checkRange(`${path}[${index}].networkCardIndex`, networkCardIndex, [0, MAX_INT32]),
            ...checkRange(`${path}[${index}].deviceIndex`, deviceIndex, [0, MAX_INT32]),
            ...(places.indexOf(places[index] ?? "") < index
                ? [
                      {
                          path: `${path}[${index}]`,
                          what: "the same card and device twice",
                          got: places[index] ?? "",
                          remedy: "Keep one",
                      },
                  ]
                : []),
            ...(efaCards[index] !== undefined && efaCards.indexOf(efaCards[index]) < index
                ? [
                      {
                          path: `${path}[${index}]`,
                          what: "a second EFA of one network card",
                          got: networkCardIndex,
                          remedy: "Keep one for each card",
                      },
                  ]
                : []),
        ]),
    ];
}

/**
 * Traffic between adapters is no IP traffic: the rule of the cluster's group for all addresses lets none of it out.
 * Source: Amazon EC2 User Guide, efa-start; EKS User Guide, device-management-efa.
 */
export function noticesOfEfa(pool: string, words: NodeClassWords): string[] {
    const { networkInterfaces = [], securityGroupSelectorTerms } = words;
    const hasEfa = networkInterfaces.some(({ interfaceType }) => interfaceType === "efa-only");
    if (!hasEfa || securityGroupSelectorTerms !== undefined) return [];
    return [
        `Pool ${pool} has EFA interfaces and only the cluster's security group: name one in securityGroupSelectorTerms that lets all ` +
            "traffic of its own members in and out, or nothing passes between its adapters",
    ];
}

/**
 * The environment's own subnets of nodes have no way in. EC2 gives no public address to an instance with several
 * interfaces. Source: Karpenter v1.14.1, pkg/providers/launchtemplate/launchtemplate.go, generateNetworkInterfaces.
 */
export function checkPublicAddress(
    path: string,
    words: Pick<NodeClassWords, "associatePublicIPAddress" | "networkInterfaces" | "subnetSelectorTerms">,
): Problem[] {
    const { associatePublicIPAddress, networkInterfaces = [], subnetSelectorTerms } = words;
    if (associatePublicIPAddress !== true) return [];
    if (subnetSelectorTerms === undefined) {
        const what = "the environment's private subnets have no route for a public address";
        return [{ path, what, got: true, remedy: "Remove it, or select subnets of your own" }];
    }
    if (networkInterfaces.filter(({ interfaceType }) => interfaceType === "interface").length < 2) return [];
    const what = "EC2 gives no public address to an instance with several interfaces";
    return [{ path, what, got: true, remedy: "Remove it, or keep one interface" }];
}

const TIMEOUTS = {
    tcpEstablishedTimeout: [60, 432_000],
    udpStreamTimeout: [60, 180],
    udpTimeout: [30, 60],
} as const;

function checkTracking(path: string, given: NonNullable<NodeClassWords["connectionTracking"]>): Problem[] {
    const names = Object.keys(TIMEOUTS) as (keyof typeof TIMEOUTS)[];
    if (names.every((name) => given[name] === undefined)) {
        return [{ path, what: "says nothing", remedy: `Set one of ${names.join(", ")}, or leave it out` }];
    }
    return names.flatMap((name) => checkRange(`${path}.${name}`, given[name], TIMEOUTS[name]));
}

/** A whole number within bounds, where there is one. */
export function checkRange(
    path: string,
    got: number | undefined,
    [min, max]: readonly [number, number],
): Problem[] {
    if (got === undefined || (Number.isInteger(got) && got >= min && got <= max)) return [];
    return [{ path, what: "out of range", got, remedy: `Write a whole number from ${min} to ${max}` }];
}
