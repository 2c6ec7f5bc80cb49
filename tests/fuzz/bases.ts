/** What random environments begin with: one of each kind of compute and of network, and what settings belong to them. */
import { PARTS, PARTS_ON_EXISTING_CLUSTER, PARTS_WITHOUT_CLUSTER } from "../../components/platform/parts";
import { type AnyPart, shapeSchemaOf } from "../../components/platform/shape";
import type { Part } from "../../components/platform/part";
import type { Json } from "../../components/shared/json";
import { WHOLE_MANAGED, WHOLE_ON_AUTO_MODE, WHOLE_ON_FARGATE } from "../support/beside-whole";
import { KINDS } from "../support/kinds";
import { EXISTING_CLUSTER, EXISTING_VPC, NETWORKS } from "../support/networks";
import { ON_FARGATE, ON_NODES } from "../support/shapes";
import { WHOLE, WHOLE_CONFIG } from "../support/whole";

export type Shape = Readonly<Record<string, unknown>>;
export type Config = Readonly<Record<string, Json | undefined>>;
type Parts = readonly Part<AnyPart["words"], never>[];

/** An environment the kit accepts, with the settings that belong to it. */
export interface Base {
    readonly name: string;
    readonly family: Family;
    readonly shape: Shape;
    readonly config: Config;
}

/** What environments are made of: everything, or what stands without a cluster of the kit's. */
export interface Family {
    readonly name: string;
    readonly parts: Parts;
    readonly schema: ReturnType<typeof shapeSchemaOf>;
}

function familyOf(name: string, parts: Parts): Family {
    return { name, parts, schema: shapeSchemaOf(parts) };
}

export const KIT = familyOf("kit", PARTS);
export const WITHOUT_CLUSTER = familyOf("without-cluster", PARTS_WITHOUT_CLUSTER);
export const ON_EXISTING_CLUSTER = familyOf("on-existing-cluster", PARTS_ON_EXISTING_CLUSTER);
export const FAMILIES = [KIT, WITHOUT_CLUSTER, ON_EXISTING_CLUSTER];

/** The kit makes no cluster there. */
const NO_SERVICES: Config = { "platform:serviceCidr": undefined };

const EXISTING_CONFIG = {
    ...NO_SERVICES,
    "platform:existingVpc": EXISTING_VPC,
    "platform:existingCluster": { ...EXISTING_CLUSTER, roleArn: "arn:aws:iam::210987654321:role/guest" },
} as unknown as Config;

function kit(name: string, shape: Shape, config: Config = {}): Base {
    return { name, family: KIT, shape, config };
}

const { keys, network } = ON_FARGATE;

export const BASES: readonly Base[] = [
    kit("on-fargate", ON_FARGATE),
    kit("on-nodes", ON_NODES),
    ...Object.entries(KINDS).map(([name, shape]) => kit(name, shape)),
    ...Object.entries(NETWORKS).map(([name, { config, shape }]) => kit(name, shape, config)),
    kit("whole", WHOLE, WHOLE_CONFIG),
    // Kyverno is tested on older minors than the filled settings have.
    kit("whole-on-fargate", WHOLE_ON_FARGATE, {
        "platform:podCidr": "100.64.0.0/16",
        "platform:kubernetesVersion": "1.35",
    }),
    kit("whole-managed", WHOLE_MANAGED),
    kit("whole-on-auto-mode", WHOLE_ON_AUTO_MODE),
    { name: "without-cluster", family: WITHOUT_CLUSTER, shape: { keys, network }, config: NO_SERVICES },
    {
        name: "on-existing-cluster",
        family: ON_EXISTING_CLUSTER,
        shape: {
            network: { kind: "existing", egress: "routed", endpoints: [] },
            keys,
            compute: { kind: "existing", nodes: 3 },
            addons: { replicas: 2, zoneSpread: true },
        },
        config: EXISTING_CONFIG,
    },
];
