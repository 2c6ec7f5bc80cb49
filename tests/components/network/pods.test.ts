/** Words on addresses of pods: what is refused, what nodes and vpc-cni are told, what the plan says. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { NETWORKS } from "../../support/networks";
import { refusedTogether, systemNodesOf } from "../../support/part-environment";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { AUTO_MODE, FARGATE } from "../../support/kinds";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Pods = NonNullable<EnvironmentShape["network"]["pods"]>;

const with_ = (pods: Pods, shape: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...shape,
    network: { ...shape.network, pods },
});

function configurationOf(graph: PlannedGraph): unknown {
    const addon = graph.resources.find(({ name }) => name === "addon-vpc-cni-addon") ?? assert.fail();
    return JSON.parse(String(objectOf(addon.inputs)["configurationValues"]));
}

function decisionsOf(graph: PlannedGraph, component: string) {
    return objectOf((graph.resources.find(({ name }) => name === component) ?? assert.fail()).inputs);
}

describe("addresses of pods, as words", () => {
    it("say nothing of what is not written", async () => {
        const graph = await graphOfShape(with_({}));
        assert.deepEqual(configurationOf(graph), { enableNetworkPolicy: "true" });
        assert.equal(decisionsOf(graph, "network")["podAddresses"], undefined);
        assert.equal(decisionsOf(graph, "nodes-system")["maxPods"], undefined);
    });

    it("reach vpc-cni as texts", async () => {
        const env = async (addresses: NonNullable<Pods["addresses"]>) =>
            objectOf(configurationOf(await graphOfShape(with_({ addresses }))) as never)["env"];
        assert.deepEqual(await env({ kind: "prefixes" }), { ENABLE_PREFIX_DELEGATION: "true" });
        assert.deepEqual(await env({ kind: "prefixes", warm: { kind: "prefixes", count: 2 } }), {
            ENABLE_PREFIX_DELEGATION: "true",
            WARM_PREFIX_TARGET: "2",
        });
        assert.deepEqual(await env({ kind: "single", warm: { kind: "enis", count: 0 } }), {
            WARM_ENI_TARGET: "0",
        });
        assert.deepEqual(await env({ kind: "single", warm: { kind: "addresses", free: 2, atLeast: 10 } }), {
            MINIMUM_IP_TARGET: "10",
            WARM_IP_TARGET: "2",
        });
    });

    it("are refused all at once where vpc-cni would not take them", () => {
        const refused = (addresses: NonNullable<Pods["addresses"]>) => refusedOf(with_({ addresses }));
        const at = "stacks/dev.ts › network.pods.addresses.warm";
        const whole = (place: string, got: number, range: string) =>
            `${at}.${place}: not a number vpc-cni takes (got ${got}). Choose a whole number, ${range}.`;
        assert.deepEqual(refused({ kind: "prefixes", warm: { kind: "prefixes", count: 0 } }), [
            whole("count", 0, "1 or more"),
        ]);
        assert.deepEqual(refused({ kind: "single", warm: { kind: "enis", count: -1 } }), [
            whole("count", -1, "0 or more"),
        ]);
        assert.deepEqual(refused({ kind: "single", warm: { kind: "addresses", free: 0, atLeast: 1.5 } }), [
            whole("free", 0, "1 or more"),
            whole("atLeast", 1.5, "1 or more"),
        ]);
    });

    it("are refused where nothing would read them", () => {
        const pods = { addresses: { kind: "prefixes" } } as const;
        assert.deepEqual(refusedTogether(with_(pods, AUTO_MODE)), [
            "stacks/dev.ts › network.pods.addresses: compute of kind auto-mode leaves vpc-cni out, which would read it: " +
                "Auto Mode brings it. Remove it: nodes of Auto Mode get prefixes by themselves.",
        ]);
        assert.deepEqual(refusedTogether(with_(pods, FARGATE)), [
            "stacks/dev.ts › network.pods.addresses: compute of kind fargate leaves vpc-cni out, which would read it: " +
                "pods on Fargate get their addresses from Fargate itself. Remove it: each pod on Fargate has an interface " +
                "of its own.",
        ]);
    });

    it("stand in no settings of vpc-cni", () => {
        const configuration = {
            env: { ENABLE_IPv6: "true", ENABLE_PREFIX_DELEGATION: "true", WARM_ENI_TARGET: "2" },
        };
        const shape = { ...ON_NODES, addons: { ...ON_NODES.addons, "vpc-cni": { configuration } } };
        const why = "this decides how many addresses nodes take, which the plan reckons with";
        const at = "stacks/dev.ts › addons.vpc-cni.configuration.env";
        assert.deepEqual(refusedOf(shape), [
            `${at}.ENABLE_PREFIX_DELEGATION: ${why} (got "true"). Set network.pods.addresses.`,
            `${at}.WARM_ENI_TARGET: ${why} (got "2"). Set network.pods.addresses.`,
            `${at}.ENABLE_IPv6: this is the family of the cluster's addresses, which EKS tells it (got "true"). Set network.ipv6.`,
        ]);
    });

    it("are told in a VPC of somebody else as well", async () => {
        const { config, shape } = NETWORKS["existing"] ?? assert.fail();
        const graph = await graphOfShape(
            with_({ addresses: { kind: "single", warm: { kind: "addresses", free: 1 } } }, shape),
            { config },
        );
        assert.equal(decisionsOf(graph, "network")["podAddresses"], "single, 1 address kept free");
    });
});

describe("pods of nodes with prefixes", () => {
    const PREFIXES = with_({ addresses: { kind: "prefixes" } });
    const told = (graph: PlannedGraph, name: string): string => {
        const template = graph.resources.find((one) => one.name === `${name}-template`) ?? assert.fail();
        return Buffer.from(String(objectOf(template.inputs)["userData"] ?? ""), "base64").toString("utf8");
    };

    it("are reckoned by EKS for its own images, and said in the plan", async () => {
        const graph = await graphOfShape(PREFIXES);
        assert.equal(told(graph, "nodes-system"), "");
        const { addresses, maxPods } = decisionsOf(graph, "nodes-system");
        assert.deepEqual(addresses, ["m7g.large holds 17 when empty, 129 when full"]);
        assert.equal(maxPods, "110, as EKS reckons");
        assert.equal(decisionsOf(graph, "network")["podAddresses"], "prefixes of 16, 1 prefix kept free");
    });

    it("are told to images of one's own and to self-managed nodes, of both families", async () => {
        const nodes = { ...systemNodesOf(ON_NODES), diskSizeGiB: 50, instanceTypes: ["m7g.xlarge"] };
        const own = { amiFamily: "AL2023", diskSizeGiB: 50, update: { kind: "none" } } as const;
        const sizePerZone = { min: 0, desired: 0, max: 1 };
        const graph = await graphOfShape({
            ...PREFIXES,
            managedNodes: { own: { ...nodes, amiFamily: "AL2023", amiId: "ami-0123456789abcdef0" } },
            selfManagedNodes: {
                medium: { ...own, instanceTypes: ["m6g.medium"], sizePerZone },
                brl: { ...own, amiFamily: "Bottlerocket", instanceTypes: ["c7g.16xlarge"], sizePerZone },
            },
        });
        assert.match(told(graph, "nodes-own"), /"kubelet":\{"config":\{"maxPods":110\}\}/);
        assert.match(told(graph, "self-managed-medium"), /"maxPods":98/);
        assert.match(told(graph, "self-managed-brl"), /max-pods = 250/);
        assert.equal(decisionsOf(graph, "self-managed-medium")["maxPods"], "98");
    });

    it("are left to what a person wrote", async () => {
        const own = {
            diskSizeGiB: 50,
            update: { kind: "none" },
            sizePerZone: { min: 0, desired: 0, max: 1 },
        } as const;
        const expression = [
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n--//\n',
            "Content-Type: application/node.eks.aws\n\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n",
            'spec: { kubelet: { maxPodsExpression: "20" } }\n--//--\n',
        ].join("");
        const graph = await graphOfShape({
            ...PREFIXES,
            selfManagedNodes: {
                al: { ...own, amiFamily: "AL2023", instanceTypes: ["m7g.large"], userData: expression },
                brl: {
                    ...own,
                    amiFamily: "Bottlerocket",
                    instanceTypes: ["m7g.large"],
                    bottlerocket: { kubernetes: { maxPods: 42 } },
                },
            },
        });
        assert.doesNotMatch(told(graph, "self-managed-al"), /"maxPods"/);
        assert.match(told(graph, "self-managed-brl"), /max-pods = 42/);
    });

    it("are told to Karpenter's nodes, of a pool's types the least", async () => {
        const graph = await graphOfShape(with_({ addresses: { kind: "prefixes" } }, ON_FARGATE));
        const nodeClass = graph.resources.find(({ type }) => type.endsWith(":EC2NodeClass")) ?? assert.fail();
        assert.deepEqual(objectOf(objectOf(nodeClass.inputs)["spec"])["kubelet"], { maxPods: 98 });
        assert.equal(decisionsOf(graph, "pool-general")["maxPods"], "98, what c7a.medium takes");
        const { notices } = plannedOf(with_({ addresses: { kind: "prefixes" } }, ON_FARGATE));
        assert.ok(
            notices.includes(
                "Every node of pool general takes 98 pods, for c7a.medium has addresses for no more: require " +
                    'karpenter.k8s.aws/instance-cpu Gt ["1"], or say nodeClass.kubelet.maxPods',
            ),
        );
    });

    it("have single addresses where a type has no Nitro, and the plan says so", () => {
        const old = {
            ...systemNodesOf(ON_NODES),
            instanceTypes: ["m4.large"],
            architecture: "amd64",
        } as const;
        const { notices } = plannedOf({ ...PREFIXES, managedNodes: { old } });
        assert.ok(
            notices.includes(
                "Managed nodes old get single addresses on m4.large: prefixes are for Nitro instances alone",
            ),
        );
    });
});
