/** The environment's network: a VPC of the kit's, or one that is there already. */
import type { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import type { Settings } from "../platform/settings/types";
import { checkConnected, checkConnectedNetworks } from "../shared/connected-networks";
import { defined } from "../shared/defined";
import type { Json } from "../shared/json";
import type { Problem } from "../shared/problems";
import { noticesOfDns } from "./dns-spec";
import { noticesOfWayOut } from "./egress-spec";
import { noticesOfFlowLogs } from "./flow-logs-spec";
import { noticesOfFurther } from "./further-endpoints";
import { noticesOfHub } from "./endpoint-policies";
import { ExistingVpc } from "./existing-vpc";
import { noticesOfExistingVpc } from "./existing-vpc-notices";
import { checkExistingNetwork, type ExistingVpcSpec } from "./existing-vpc-spec";
import { noticesOfPodGroups } from "./pod-range";
import { Vpc } from "./vpc";
import { networkSchema } from "./vpc-schema";
import { checkVpc, type VpcSpec } from "./vpc-spec";

const words = {
    /**
     * How nodes reach the internet and AWS, and which traffic is logged.
     * @example
     * network: {
     *     nat: "per-zone",
     *     endpoints: ["s3", "ecr.api", "ecr.dkr"],
     *     flowLogs: { kind: "on", trafficType: "REJECT", retentionDays: 30 },
     * },
     */
    network: networkSchema,
};

type Reads = z.infer<z.ZodObject<typeof words>>;
type NetworkSpec = VpcSpec | ExistingVpcSpec;

export const network = part({
    words,
    phase: "network",
    unread: "left-out",
    plan,
    origins: {
        account: "account",
        cidr: "vpcCidr",
        clusterName: "clusterName",
        connectedNetworks: "connectedNetworks",
        controlPlaneZones: "controlPlaneZones",
        dnsOfOthers: "dns",
        edgeZones: "edgeZones",
        egressInterfaces: "egressInterfaces",
        existingVpc: "existingVpc",
        flowLogsBucket: "flowLogsBucket",
        podCidr: "podCidr",
        region: "region",
        transitGatewayId: "transitGatewayId",
        zones: "zones",
    },
    check: (spec, environment) => [
        ...(spec.kind === "existing"
            ? [...checkExistingNetwork(spec), ...checkNotRouted(environment)]
            : [...checkVpc(spec), ...checkNotNamed(environment)]),
        ...checkConnections(environment),
    ],
    notices: (networks, { settings: { assumeRoleArn } }) =>
        networks.flatMap(({ spec }) => [
            ...(assumeRoleArn === undefined ? [] : noticesOfHub(spec)),
            ...noticesOfFurther(spec.furtherEndpoints),
            ...(spec.kind === "existing"
                ? noticesOfExistingVpc(spec)
                : [
                      ...noticesOfWayOut(spec),
                      ...noticesOfFlowLogs(spec.flowLogs, spec.account),
                      ...noticesOfDns(spec),
                  ]),
            ...noticesOfPodGroups(spec.pods ?? {}),
        ]),
    build: ({ name, spec }, { ground, options }) => {
        if (spec.kind === "existing") {
            const vpc = new ExistingVpc(name, spec, options);
            return { ready: vpc.ready, provides: { vpc } };
        }
        const { logsKeyArn } = ground.keys;
        const vpc = new Vpc(name, { ...spec, ...defined({ logsKeyArn }) }, options);
        return { ready: vpc.ready, provides: { vpc } };
    },
});

/** What could not be read is undefined here: the shape's words as well. */
function plan({ settings, shape }: Environment<Reads>): Named<NetworkSpec>[] {
    const { account, clusterName, controlPlaneZones, existingVpc, region, vpcCidr, zones } = settings;
    const {
        dns: dnsOfOthers,
        edgeZones,
        egressInterfaces,
        flowLogsBucket,
        podCidr,
        transitGatewayId,
    } = settings;
    const named = defined({ dnsOfOthers, edgeZones, egressInterfaces, flowLogsBucket, transitGatewayId });
    const place = {
        account,
        cidr: vpcCidr,
        clusterName,
        controlPlaneZones,
        region,
        zones,
        ...defined({ podCidr }),
    };
    const { network: asked } = shape as Partial<Reads>;
    const spec =
        asked?.kind === "existing"
            ? // A VPC that is not named is refused by the check, and nothing is built then.
              ({ ...asked, ...place, existingVpc } as ExistingVpcSpec)
            : ({ ...asked, ...place, ...named } as VpcSpec);
    return [{ name: "network", shapePath: "network", spec }];
}

/** Ranges of the VPC against networks it is connected to. What could not be read is undefined here. */
function checkConnections({ settings }: Environment<Reads>): Problem[] {
    const { connectedNetworks = [], existingVpc, podCidr, vpcCidr } = settings as Partial<Settings>;
    const further = existingVpc?.secondaryCidrs ?? [];
    const of = "the VPC";
    const ranges = [
        ...(vpcCidr === undefined ? [] : [{ path: "cidr", cidr: vpcCidr, of }]),
        ...(podCidr === undefined ? [] : [{ path: "podCidr", cidr: podCidr, of: "pods" }]),
        ...further.map((cidr, index) => ({ path: `existingVpc.secondaryCidrs[${index}]`, cidr, of })),
    ];
    return [...checkConnectedNetworks(connectedNetworks), ...checkConnected(ranges, connectedNetworks)];
}

/** A network of the kit's with a VPC that is named besides would leave that one unused without a word. */
function checkNotNamed({ settings: { existingVpc }, shape }: Environment<Reads>): Problem[] {
    if (existingVpc === undefined || (shape as Partial<Reads>).network === undefined) return [];
    return [
        {
            path: "existingVpc",
            what: "the kit makes a VPC of its own here, for network.kind is own",
            got: existingVpc.vpcId,
            remedy: 'Remove it, or write network: { kind: "existing", … } in the shape',
        },
    ];
}

/** What the settings name for a network of the kit's own: of another its owner has all of it. */
function checkNotRouted({ settings }: Environment<Reads>): Problem[] {
    const { dns: dnsOfOthers, edgeZones, egressInterfaces, flowLogsBucket, transitGatewayId } = settings;
    const routes = { egressInterfaces, transitGatewayId };
    const others = { dnsOfOthers, flowLogsBucket };
    const refuse = (named: object, what: string): Problem[] =>
        Object.entries(defined(named)).map(([path, got]) => ({
            path,
            what,
            got: plainOf(got),
            remedy: "Remove it",
        }));
    return [
        ...refuse(routes, "the VPC's owner has its routes, for network.kind is existing"),
        ...refuse(
            { edgeZones },
            "the VPC's owner makes its subnets in edge zones, for network.kind is existing",
        ),
        ...refuse(others, "the VPC's owner has its names and flow logs, for network.kind is existing"),
    ];
}

function plainOf(value: unknown): Json {
    return JSON.parse(JSON.stringify(value)) as Json;
}
