import assert from "node:assert/strict";

import { indexOf } from "../../../tools/page/graph-index";
import { proofsOf } from "../../../tools/page/proofs";
import { environmentOf } from "../../support/environments";
import { graphOf, planned } from "../../support/graphs";

const CLUSTER = {
    vpcConfig: {
        endpointPublicAccess: true,
        endpointPrivateAccess: true,
        publicAccessCidrs: ["203.0.113.0/24"],
    },
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    enabledClusterLogTypes: ["api", "audit"],
    deletionProtection: true,
};

function stateOf(id: string, type: string, inputs: object): string | undefined {
    const graph = graphOf(planned({ type, name: "default-deny", inputs: inputs as never }));
    return proofsOf(indexOf(graph)).find((proof) => proof.id === id)?.state;
}

const PLANE = "aws:eks/cluster:Cluster";

/** What each statement is asked of, with inputs that keep it and inputs that break it. */
const ROWS: readonly (readonly [id: string, type: string, keeps: object, breaks: object])[] = [
    [
        "api-networks",
        PLANE,
        CLUSTER,
        { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] } },
    ],
    [
        "api-networks",
        PLANE,
        { vpcConfig: { endpointPublicAccess: false } },
        { vpcConfig: { endpointPublicAccess: true } },
    ],
    ["api-private", PLANE, CLUSTER, { vpcConfig: { endpointPrivateAccess: false } }],
    ["entries-alone", PLANE, CLUSTER, { accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } }],
    ["creator", PLANE, CLUSTER, { accessConfig: {} }],
    ["audit", PLANE, CLUSTER, { enabledClusterLogTypes: ["api"] }],
    ["protected", PLANE, CLUSTER, {}],
    ["retention", "aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30 }, {}],
    [
        "default-group",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        { ingress: [] },
        { ingress: [{ protocol: "-1" }] },
    ],
    [
        "no-public-addresses",
        "aws:ec2/subnet:Subnet",
        { mapPublicIpOnLaunch: false },
        { mapPublicIpOnLaunch: true },
    ],
    [
        "metadata-nodes",
        "aws:ec2/launchTemplate:LaunchTemplate",
        { metadataOptions: { httpTokens: "required" } },
        {},
    ],
    [
        "metadata-pools",
        "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
        { spec: { metadataOptions: { httpTokens: "required" } } },
        { spec: { metadataOptions: { httpTokens: "optional" } } },
    ],
    [
        "volumes",
        "kubernetes:storage.k8s.io/v1:StorageClass",
        { parameters: { encrypted: "true" } },
        { parameters: {} },
    ],
    [
        "expiry",
        "kubernetes:karpenter.sh/v1:NodePool",
        { spec: { template: { spec: { expireAfter: "720h" } } } },
        { spec: { template: { spec: { expireAfter: "Never" } } } },
    ],
    ["limits", "kubernetes:karpenter.sh/v1:NodePool", { spec: { limits: { cpu: "8" } } }, { spec: {} }],
    [
        "default-deny",
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        { spec: { policyTypes: ["Ingress", "Egress"] } },
        { spec: { policyTypes: ["Ingress"] } },
    ],
];

describe("what a plan proves", () => {
    for (const [id, type, keeps, breaks] of ROWS) {
        it(`${id}: holds, is broken, or is asked of nothing`, () => {
            assert.deepEqual(
                [
                    stateOf(id, type, keeps),
                    stateOf(id, type, breaks),
                    stateOf(id, "aws:s3/bucket:Bucket", keeps),
                ],
                ["holds", "broken", "absent"],
            );
        });
    }

    it("has a row here for each", () => {
        const ids = proofsOf(indexOf(graphOf())).map(({ id }) => id);
        assert.deepEqual([...new Set(ROWS.map(([id]) => id))].sort(), [...ids].sort());
    });

    it("shows the resources with the input that decides, of what breaks it alone where something does", async () => {
        const { graph } = await environmentOf("large");
        const proof = proofsOf(indexOf(graph)).find(({ id }) => id === "entries-alone");
        assert.deepEqual(
            proof?.evidence.map(({ name, said }) => [name, said]),
            [["cluster-control-plane", "accessConfig.authenticationMode: API"]],
        );
    });
});
