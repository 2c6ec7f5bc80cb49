/** Field by field against Karpenter 1.14.1: its documentation, and where that is silent, its code and its tests. */
import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { Properties } from "../../../tools/facts/facts";
import { nodeClassSchema } from "../../../components/karpenter/node-class-schema";
import { nodePoolSchema } from "../../../components/karpenter/node-pool-schema";
import {
    CLASS_HASHED,
    CLASS_NEW_NODES,
    CLASS_RESOLVED,
    classDrift,
    POOL_BEHAVIOUR,
    POOL_HASHED,
    poolDrift,
} from "../../../tools/review/risks/karpenter-drift";

/** `every field`, or `some field: which`. */
function said(drifts: ReturnType<typeof poolDrift>): readonly string[] {
    return drifts.map(({ field, nodes, which }) =>
        [`${nodes} ${field}`, ...(which === undefined ? [] : [which])].join(": "),
    );
}

const SPEC: { readonly [field: string]: Json } = {
    nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "general" },
    requirements: [],
    taints: [
        { key: "a", value: "1", effect: "NoSchedule" },
        { key: "b", value: "2", effect: "NoSchedule" },
    ],
    expireAfter: "720h",
    terminationGracePeriod: "1h",
};

function pool(
    spec: Properties,
    metadata: Properties = { labels: { team: "a" } },
    rest: Properties = {},
): Properties {
    return { ...rest, template: { metadata, spec: { ...SPEC, ...spec } } };
}

function ofPool(spec: Properties, metadata?: Properties, rest?: Properties): readonly string[] {
    return said(poolDrift(pool({}), pool(spec, metadata, rest)));
}

/** Source: kubernetes-sigs/karpenter v1.14.0 pkg/controllers/nodeclaim/disruption/drift_test.go, "NodePool Static Drift". */
describe("nodes of a Karpenter pool", () => {
    const hashed: readonly (readonly [field: string, found: readonly string[]])[] = [
        ["labels", ofPool({}, { labels: { team: "b" } })],
        ["annotations", ofPool({}, { labels: { team: "a" }, annotations: { a: "b" } })],
        ["taints", ofPool({ taints: [{ key: "a", value: "1", effect: "NoSchedule" }] })],
        ["startupTaints", ofPool({ startupTaints: [{ key: "cni", effect: "NoExecute" }] })],
        [
            "nodeClassRef",
            ofPool({ nodeClassRef: { ...(SPEC["nodeClassRef"] as Properties), name: "other" } }),
        ],
        ["expireAfter", ofPool({ expireAfter: "100h" })],
        ["terminationGracePeriod", ofPool({ terminationGracePeriod: "2h" })],
    ];
    for (const [field, found] of hashed) {
        it(`all drift with another ${field}`, () => {
            assert.deepEqual(found, [`every ${field}`]);
        });
    }

    it("do not drift with what the documentation calls behavioural, nor with replicas", () => {
        const rest = {
            weight: 10,
            limits: { cpu: "1" },
            disruption: { budgets: [{ nodes: "0" }] },
            replicas: 3,
        };
        assert.deepEqual(ofPool({}, undefined, rest), []);
    });

    it("do not drift with another order, the same duration or the default written out", () => {
        assert.deepEqual(ofPool({ taints: [...(SPEC["taints"] as Json[])].reverse() }), []);
        assert.deepEqual(ofPool({ terminationGracePeriod: "60m" }), []);
        const { expireAfter: _, ...without } = SPEC;
        const unset = { template: { metadata: { labels: { team: "a" } }, spec: without } };
        assert.deepEqual(said(poolDrift(unset, pool({}))), []);
        assert.deepEqual(said(poolDrift(unset, pool({ expireAfter: "Never" }))), ["every expireAfter"]);
    });

    it("has a rule for each of its words in a shape", () => {
        const words = Object.keys(nodePoolSchema.shape);
        const named = [
            ...POOL_HASHED.map((path) => path.split(".").at(-1)),
            ...POOL_BEHAVIOUR,
            "requirements",
        ];
        // The class has an object of its own.
        const ofTheClass = ["amiAlias", "diskSizeGiB", "nodeClass"];
        assert.deepEqual(
            words.filter((word) => !named.includes(word) && !ofTheClass.includes(word)),
            [],
        );
    });
});

type Term = readonly [operator: string, ...values: string[]];

function between(before: readonly Term[], after: readonly Term[]): readonly string[] {
    const requirements = (terms: readonly Term[]): Json =>
        terms.map(([operator, ...values]) => ({ key: "k", operator, values }));
    return said(
        poolDrift(pool({ requirements: requirements(before) }), pool({ requirements: requirements(after) })),
    );
}

/**
 * Source: Karpenter documentation, Disruption, Special Cases on Drift: a node whose value is still among the requirements
 * does not drift; kubernetes-sigs/karpenter v1.14.0 pkg/scheduling/requirement.go, HasIntersection.
 */
describe("requirements of a Karpenter pool", () => {
    const cases: readonly (readonly [
        what: string,
        before: readonly Term[],
        after: readonly Term[],
        found: string[],
    ])[] = [
        ["the documentation's example, wider", [["In", "m5.large"]], [["In", "m5.large", "m5.2xlarge"]], []],
        [
            "narrower",
            [["In", "spot", "on-demand"]],
            [["In", "on-demand"]],
            ["some requirements k: those with spot"],
        ],
        ["others", [["In", "amd64"]], [["In", "arm64"]], ["some requirements k: those with amd64"]],
        ["taken away", [["In", "a"]], [], []],
        ["new", [], [["In", "a"]], ["some requirements k: those whose label does not fit"]],
        ["a lower bound", [["Gt", "5"]], [["Gt", "4"]], []],
        ["a higher bound", [["Gt", "5"]], [["Gt", "6"]], ["some requirements k: those below 7"]],
        ["the same bound in other words", [["Gt", "5"]], [["Gte", "6"]], []],
        ["an upper bound", [["Lt", "9"]], [["Lte", "7"]], ["some requirements k: those above 7"]],
        ["a bound beyond all values", [["In", "4", "8"]], [["Gt", "3"]], []],
        [
            "a bound between the values",
            [["In", "4", "8"]],
            [["Gt", "4"]],
            ["some requirements k: those with 4"],
        ],
        ["one excluded more", [["NotIn", "a"]], [["NotIn", "a", "b"]], ["some requirements k: those with b"]],
        ["one excluded less", [["NotIn", "a", "b"]], [["NotIn", "a"]], []],
        ["listed after all", [["Exists"]], [["In", "a"]], ["some requirements k: those without a"]],
        ["any value after all", [["In", "a"]], [["Exists"]], []],
        [
            "the label itself",
            [["DoesNotExist"]],
            [["Exists"]],
            ["some requirements k: those without the label"],
        ],
        ["no label, or not this one", [["DoesNotExist"]], [["NotIn", "a"]], []],
        [
            "two that together are one",
            [
                ["Gt", "5"],
                ["Lt", "8"],
            ],
            [
                ["Gte", "6"],
                ["Lte", "7"],
            ],
            [],
        ],
        ["another order", [["In", "a", "b"]], [["In", "b", "a"]], []],
    ];
    for (const [what, before, after, found] of cases) {
        it(`${found.length === 0 ? "drift nothing" : "drift what no longer fits"}: ${what}`, () => {
            assert.deepEqual(between(before, after), found);
        });
    }

    it("drift nothing with another minValues, which is no label", () => {
        const requirement = { key: "k", operator: "In", values: ["a", "b"] };
        const spec = (minValues: number) => pool({ requirements: [{ ...requirement, minValues }] });
        assert.deepEqual(said(poolDrift(spec(1), spec(2))), []);
    });
});

const CLASS: Properties = {
    amiSelectorTerms: [{ alias: "al2023@v20260930" }],
    subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }],
    securityGroupSelectorTerms: [{ id: "sg-a" }],
    role: "nodes",
    tags: { owner: "a", team: "b" },
    blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { volumeSize: "50Gi" } },
        { deviceName: "/dev/xvdb", ebs: { volumeSize: "20Gi" } },
    ],
    metadataOptions: { httpTokens: "required" },
};

function ofClass(changes: Properties): readonly string[] {
    return said(classDrift(CLASS, { ...CLASS, ...changes }));
}

/** Another value of each field in the hash. */
const OTHERS: { readonly [field in (typeof CLASS_HASHED)[number]]: Json } = {
    associatePublicIPAddress: true,
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: "60Gi" } }],
    connectionTracking: { udpTimeout: 45 },
    context: "context-2",
    cpuOptions: { nestedVirtualization: "enabled" },
    detailedMonitoring: true,
    instanceProfile: "profile",
    instanceStorePolicy: "RAID0",
    kubelet: { maxPods: 42 },
    metadataOptions: { httpTokens: "optional" },
    networkInterfaces: [{ deviceIndex: 0, networkCardIndex: 0, interfaceType: "interface" }],
    placementGroupSelector: { name: "spread" },
    role: "other",
    tags: { owner: "b", team: "b" },
    userData: "#!/bin/bash",
};

/**
 * Source: aws/karpenter-provider-aws v1.14.1 pkg/apis/v1/ec2nodeclass_hash_test.go, "should change hash", and
 * ec2nodeclass.go for kubelet, networkInterfaces, placementGroupSelector and role, which have no `hash:"ignore"`.
 */
describe("nodes of a Karpenter node class", () => {
    for (const field of CLASS_HASHED) {
        it(`all drift with another ${field}`, () => {
            assert.deepEqual(ofClass({ [field]: OTHERS[field] }), [`every ${field}`]);
        });
    }

    it("do not drift with another order, as the hash's own tests say", () => {
        assert.deepEqual(ofClass({ tags: { team: "b", owner: "a" } }), []);
        assert.deepEqual(
            ofClass({ blockDeviceMappings: [...(CLASS["blockDeviceMappings"] as Json[])].reverse() }),
            [],
        );
    });

    it("do not drift with another ipPrefixCount, which the hash ignores and no check compares", () => {
        assert.deepEqual(ofClass({ ipPrefixCount: 2 }), []);
    });

    /** Source: the documentation, Special Cases on Drift; pkg/providers/amifamily/ami.go, MapToInstanceTypes. */
    it("drift with another image, and perhaps with one more", () => {
        assert.deepEqual(ofClass({ amiSelectorTerms: [{ alias: "al2023@v20261015" }] }), [
            "every amiSelectorTerms",
        ]);
        const ids = (...all: string[]): Properties => ({
            ...CLASS,
            amiFamily: "AL2023",
            amiSelectorTerms: all.map((id) => ({ id })),
        });
        assert.deepEqual(said(classDrift(ids("ami-a"), ids("ami-a", "ami-b"))), [
            "some amiSelectorTerms: those whose type has a newer image among the further ones",
        ]);
        assert.deepEqual(said(classDrift(ids("ami-a", "ami-b"), ids("ami-a"))), ["every amiSelectorTerms"]);
    });

    /** Source: ec2nodeclass_hash_test.go and ec2nodeclass.go, AMIFamily: the family is hashed as it resolves. */
    it("drift with another image family, but not with the alias's own written out", () => {
        assert.deepEqual(ofClass({ amiFamily: "AL2023" }), []);
        assert.deepEqual(ofClass({ amiFamily: "Custom" }), ["every amiFamily"]);
        assert.deepEqual(ofClass({ amiSelectorTerms: [{ alias: "bottlerocket@v1.40.0" }] }), [
            "every amiFamily",
            "every amiSelectorTerms",
        ]);
    });

    /** Source: pkg/cloudprovider/drift.go, isSubnetDrifted: its own is among those found, or not. */
    it("drift where their subnet is selected no longer, not with one more", () => {
        assert.deepEqual(ofClass({ subnetSelectorTerms: [{ id: "subnet-a" }] }), [
            "some subnetSelectorTerms: those in a subnet that is no longer selected",
        ]);
        const more = ["subnet-c", "subnet-b", "subnet-a"].map((id) => ({ id }));
        assert.deepEqual(ofClass({ subnetSelectorTerms: more }), []);
    });

    /** Source: the same, areSecurityGroupsDrifted: the two sets are equal, or not. */
    it("all drift with one security group more", () => {
        assert.deepEqual(ofClass({ securityGroupSelectorTerms: [{ id: "sg-a" }, { id: "sg-b" }] }), [
            "every securityGroupSelectorTerms",
        ]);
    });

    /** Source: the same, isCapacityReservationDrifted: nodes without a reservation are not looked at. */
    it("drift where their reservation is selected no longer", () => {
        const reserved = (...ids: string[]): Properties => ({
            ...CLASS,
            capacityReservationSelectorTerms: ids.map((id) => ({ id })),
        });
        assert.deepEqual(said(classDrift(reserved("cr-a", "cr-b"), reserved("cr-b"))), [
            "some capacityReservationSelectorTerms: those in a reservation that is no longer selected",
        ]);
        assert.deepEqual(said(classDrift(CLASS, reserved("cr-a"))), []);
    });

    it("has a rule for each of its words in a shape, and for each field of the CRD", () => {
        const named: readonly string[] = [...CLASS_HASHED, ...CLASS_RESOLVED, ...CLASS_NEW_NODES];
        assert.deepEqual(
            Object.keys(nodeClassSchema.shape).filter((word) => !named.includes(word)),
            [],
        );
        // aws/karpenter-provider-aws v1.14.1 pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml, spec.
        assert.equal(named.length, 21);
        assert.equal(new Set(named).size, 21);
    });
});
