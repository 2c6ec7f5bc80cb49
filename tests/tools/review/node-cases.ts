/** Changes of nodes: of managed groups and of those that Karpenter makes. */
import type { Json } from "../../../components/shared/json";
import type { Case } from "./case";
import { ENVIRONMENT } from "./environment";
import { from, withInputs } from "./world";

const E = ENVIRONMENT;

export const POOL = {
    type: "kubernetes:karpenter.sh/v1:NodePool",
    name: "general",
    provider: "kubernetes",
    inputs: {
        metadata: { name: "general" },
        spec: poolOn("c", "m"),
    },
};
export const NODE_CLASS = {
    type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    name: "general-class",
    provider: "kubernetes",
    inputs: {
        metadata: { name: "general" },
        spec: {
            amiSelectorTerms: [{ alias: "al2023@v20260930" }],
            subnetSelectorTerms: [{ id: from("subnet", "id") }],
        },
    },
};
function poolOn(...values: readonly string[]): { readonly [key: string]: Json } {
    const requirements = [{ key: "karpenter.k8s.aws/instance-category", operator: "In", values }];
    return { limits: { cpu: "100" }, template: { spec: { expireAfter: "720h", requirements } } };
}

export const NODE_CASES: readonly Case[] = [
    {
        title: "a wider choice for Karpenter",
        risks: [],
        given: { pool: POOL },
        change: { pool: withInputs(POOL, { spec: poolOn("c", "m", "r") }) },
    },
    {
        title: "a narrower choice for Karpenter",
        risks: [
            'medium | nodes-roll | general | Node pool "general" changes (requirements karpenter.k8s.aws/instance-category): Karpenter replaces some of its nodes, those with m, as drifted.',
        ],
        given: { pool: POOL },
        change: { pool: withInputs(POOL, { spec: poolOn("c") }) },
    },
    {
        title: "a node group's older image",
        risks: [
            'high | version-downgrade | system-a | Node group "system-a" goes down from 1.35.6-20260714 to 1.35.6-20260601.',
            'medium | nodes-roll | system-a | Node group "system-a" replaces its nodes one after another, because releaseVersion changes.',
        ],
        given: { nodes: withInputs(E.nodes, { releaseVersion: "1.35.6-20260714" }) },
        change: { nodes: withInputs(E.nodes, { releaseVersion: "1.35.6-20260601" }) },
    },
    {
        title: "Karpenter's AMI alias",
        risks: [
            'medium | nodes-roll | general-class | Node class "general-class" changes (amiSelectorTerms): Karpenter replaces all its nodes as drifted.',
        ],
        given: { nodeClass: NODE_CLASS },
        change: {
            nodeClass: withInputs(NODE_CLASS, {
                spec: { ...NODE_CLASS.inputs.spec, amiSelectorTerms: [{ alias: "al2023@v20261003" }] },
            }),
        },
    },
    {
        title: "one more subnet for Karpenter's nodes",
        risks: [],
        given: { nodeClass: NODE_CLASS },
        change: {
            nodeClass: withInputs(NODE_CLASS, {
                spec: {
                    ...NODE_CLASS.inputs.spec,
                    subnetSelectorTerms: [
                        ...NODE_CLASS.inputs.spec.subnetSelectorTerms,
                        { id: "subnet-other" },
                    ],
                },
            }),
        },
    },
    {
        title: "a pool's limits alone",
        risks: [],
        given: { pool: POOL },
        change: { pool: withInputs(POOL, { spec: { ...POOL.inputs.spec, limits: { cpu: "50" } } }) },
    },
    {
        title: "a pool removed",
        risks: [
            'high | nodes-roll | general | Node pool "general" is deleted: Karpenter terminates every node of it.',
        ],
        given: { pool: POOL },
        change: { pool: undefined },
    },
    {
        title: "a node group's instance types",
        risks: [
            'high | nodes-roll | system-a | Node group "system-a" is replaced (instanceTypes): all its nodes go.',
        ],
        change: { nodes: withInputs(E.nodes, { instanceTypes: ["m7g.xlarge"] }) },
    },
    {
        title: "a node group's release",
        risks: [
            'medium | nodes-roll | system-a | Node group "system-a" replaces its nodes one after another, because releaseVersion changes.',
        ],
        change: { nodes: withInputs(E.nodes, { releaseVersion: "1.35.6-20260714" }) },
    },
    {
        title: "a node group's desired size",
        risks: [
            'low | not-applied | system-a | "system-a" keeps its scalingConfig.desiredSize: ignoreChanges holds the new value back.',
        ],
        change: { nodes: withInputs(E.nodes, { scalingConfig: { minSize: 2, maxSize: 4, desiredSize: 3 } }) },
    },
];
