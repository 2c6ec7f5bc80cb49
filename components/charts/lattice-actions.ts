/**
 * What the AWS Gateway API Controller does with VPC Lattice: each call of its client, and no other.
 * Source: aws/aws-application-networking-k8s pkg/aws/services/vpclattice.go, tag v2.1.3 (5cbfb220b787), methods of
 * defaultLattice and its paginators; Service Authorization Reference, list_vpc-lattice: BatchUpdateRule asks for UpdateRule,
 * and tags at creation for TagResource. The policy it recommends allows all of vpc-lattice.
 */
const VERBS_BY_THING = {
    AccessLogSubscription: ["Create", "Delete", "Get", "Update"],
    AuthPolicy: ["Delete", "Get", "Put"],
    Listener: ["Create", "Delete", "Get", "Update"],
    Rule: ["Create", "Delete", "Get", "Update"],
    Service: ["Create", "Delete", "Get", "Update"],
    ServiceNetwork: ["Create", "Delete", "Get", "Update"],
    ServiceNetworkServiceAssociation: ["Create", "Delete", "Get"],
    ServiceNetworkVpcAssociation: ["Create", "Delete", "Get", "Update"],
    TargetGroup: ["Create", "Delete", "Get", "Update"],
} as const;

const LISTED = [
    "AccessLogSubscriptions",
    "Listeners",
    "Rules",
    "ServiceNetworkServiceAssociations",
    "ServiceNetworkVpcAssociations",
    "ServiceNetworks",
    "Services",
    "TagsForResource",
    "TargetGroups",
    "Targets",
] as const;

const OTHERS = ["DeregisterTargets", "RegisterTargets", "TagResource", "UntagResource"] as const;

/** In alphabetical order. */
export const LATTICE_ACTIONS: readonly string[] = [
    ...Object.entries(VERBS_BY_THING).flatMap(([thing, verbs]) => verbs.map((verb) => `${verb}${thing}`)),
    ...LISTED.map((things) => `List${things}`),
    ...OTHERS,
]
    .map((name) => `vpc-lattice:${name}`)
    .sort();
