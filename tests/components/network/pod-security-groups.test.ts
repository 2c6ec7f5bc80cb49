/** Security groups of single pods, and how NetworkPolicies are enforced: what is told, and what is refused. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { AUTO_MODE, FARGATE } from "../../support/kinds";
import { refusedTogether, systemNodesOf } from "../../support/part-environment";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Pods = NonNullable<EnvironmentShape["network"]["pods"]>;

const with_ = (pods: Pods, shape: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...shape,
    network: { ...shape.network, pods },
});

const STRICT = { securityGroups: { enforcing: "strict" } } as const;
const STANDARD = { securityGroups: { enforcing: "standard" } } as const;

function settingsOf(graph: PlannedGraph) {
    const addon = graph.resources.find(({ name }) => name === "addon-vpc-cni-addon") ?? assert.fail();
    return objectOf(JSON.parse(String(objectOf(addon.inputs)["configurationValues"])) as Json);
}

const policyOf = (groupIds: readonly string[]) => ({
    apiVersion: "vpcresources.k8s.aws/v1beta1",
    kind: "SecurityGroupPolicy",
    metadata: { name: "database", namespace: "shop" },
    spec: { podSelector: { matchLabels: { role: "database" } }, securityGroups: { groupIds: [...groupIds] } },
});
const GROUP = "sg-0123456789abcdef0";
const withPolicy = (shape: EnvironmentShape, groupIds: readonly string[] = [GROUP]): EnvironmentShape => ({
    ...shape,
    objects: { shop: { manifests: [policyOf(groupIds)] } },
});

describe("security groups of single pods", () => {
    it("switch vpc-cni over, in strict mode with what the kubelet's probes need, and give the control plane its right", async () => {
        const graph = await graphOfShape(with_(STRICT));
        assert.deepEqual(settingsOf(graph), {
            enableNetworkPolicy: "true",
            env: { ENABLE_POD_ENI: "true", POD_SECURITY_GROUP_ENFORCING_MODE: "strict" },
            init: { env: { DISABLE_TCP_EARLY_DEMUX: "true" } },
        });
        const rights = graph.resources
            .filter(({ name, type }) => type.endsWith(":RolePolicyAttachment") && name.startsWith("cluster-"))
            .map(({ inputs }) => String(objectOf(inputs)["policyArn"]).split("/").at(-1));
        assert.deepEqual(rights, ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"]);
        assert.deepEqual(settingsOf(await graphOfShape(with_(STANDARD))), {
            enableNetworkPolicy: "true",
            env: { ENABLE_POD_ENI: "true", POD_SECURITY_GROUP_ENFORCING_MODE: "standard" },
        });
    });

    it("say which nodes have none, and are refused where no node has any", () => {
        const nodes = systemNodesOf(ON_NODES);
        const small = { ...nodes, instanceTypes: ["t4g.large"] };
        const { notices } = plannedOf({ ...with_(STANDARD), managedNodes: { small } });
        assert.ok(
            notices.includes(
                "Managed nodes small have no branch interface on t4g.large: pods of a SecurityGroupPolicy never start there",
            ),
        );
        const alone: EnvironmentShape = {
            ...with_(STANDARD, ON_FARGATE),
            compute: { kind: "managed", systemNodes: small, dedicated: false },
        };
        assert.deepEqual(refusedOf(alone), [
            'stacks/dev.ts › network.pods.securityGroups: no node has a branch interface, which each such pod needs (got ["t4g.large"]). Add nodes of a type that has some, such as m7g.large: no t type has, and none without Nitro.',
        ]);
        const mixed = { ...alone, managedNodes: { more: nodes } };
        assert.deepEqual(refusedOf(mixed), []);
    });

    it("are refused beside Windows, on Fargate and on Auto Mode, each with the way there is", () => {
        const at = "stacks/dev.ts › network.pods.securityGroups: ";
        const windows = {
            ...systemNodesOf(ON_NODES),
            amiFamily: "WindowsCore2022",
            instanceTypes: ["m5.large"],
            taints: [{ key: "os", value: "windows", effect: "NoSchedule" }],
        } as const;
        const beside: EnvironmentShape = { ...with_(STRICT), managedNodes: { web: windows } };
        assert.ok(
            refusedOf(beside).includes(
                `${at}nodes that run Windows (managedNodes.web) give pods no security groups of their own. Remove it, or run Windows in a cluster of its own.`,
            ),
            refusedOf(beside).join("\n"),
        );
        assert.deepEqual(refusedTogether(with_(STRICT, FARGATE)), [
            `${at}compute of kind fargate leaves vpc-cni out, which would read it: pods on Fargate get their addresses from Fargate itself. Remove it: a SecurityGroupPolicy among objects is enough on Fargate.`,
        ]);
        assert.deepEqual(refusedTogether(with_(STRICT, AUTO_MODE)), [
            `${at}compute of kind auto-mode leaves vpc-cni out, which would read it: Auto Mode brings it. Remove it: Auto Mode has them for pools, in nodeClass.podSecurityGroupSelectorTerms, not for single pods.`,
        ]);
    });

    it("come from objects, which are refused where nothing reads them", async () => {
        const at = "stacks/dev.ts › objects.shop.manifests[0]";
        assert.deepEqual(refusedOf(withPolicy(ON_NODES_WITHOUT_FARGATE)), [
            `${at}.kind: no pod would get these security groups: network.pods.securityGroups says nothing (got "SecurityGroupPolicy"). Write network: { pods: { securityGroups: { enforcing: "standard" } } }.`,
        ]);
        assert.deepEqual(refusedOf(withPolicy(FARGATE)), []);
        assert.deepEqual(refusedOf(withPolicy(with_(STRICT), ["pods", ...Array<string>(5).fill(GROUP)])), [
            `${at}.spec.securityGroups.groupIds: not a number of security groups a pod has (got 6). List 1 to 5.`,
            `${at}.spec.securityGroups.groupIds: not the id of a security group (got "pods"). Write sg-….`,
        ]);
        for (const mode of ["deterministic", "unknown"] as const) {
            const { resources } = await graphOfShape(withPolicy(with_(STRICT)), { mode });
            const types = resources.map(({ type }) => type);
            assert.ok(types.includes("kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy"));
        }
    });

    it("stand in no settings of vpc-cni", () => {
        const configuration = { enableNetworkPolicy: "false", env: { ENABLE_POD_ENI: "true" } };
        const shape = { ...ON_NODES, addons: { ...ON_NODES.addons, "vpc-cni": { configuration } } };
        const at = "stacks/dev.ts › addons.vpc-cni.configuration";
        assert.deepEqual(refusedOf(shape), [
            `${at}.env.ENABLE_POD_ENI: this gives single pods security groups, for which the control plane needs rights and nodes interfaces (got "true"). Set network.pods.securityGroups.`,
            `${at}.enableNetworkPolicy: this decides whether NetworkPolicies count (got "false"). Set network.pods.policies.`,
        ]);
    });
});

describe("NetworkPolicies", () => {
    it("are enforced by vpc-cni unless somebody else does, and strictly on request", async () => {
        const settings = async (policies: NonNullable<Pods["policies"]>) =>
            settingsOf(await graphOfShape(with_({ policies })));
        assert.deepEqual(await settings("standard"), { enableNetworkPolicy: "true" });
        assert.deepEqual(await settings("off"), { enableNetworkPolicy: "false" });
        assert.deepEqual(await settings("strict"), {
            enableNetworkPolicy: "true",
            env: { NETWORK_POLICY_ENFORCING_MODE: "strict" },
        });
    });

    it("are spoken of where pods are cut off, and where nobody acts on them", () => {
        const said = (policies: NonNullable<Pods["policies"]>) =>
            plannedOf(with_({ policies })).notices.filter((notice) =>
                notice.includes("network.pods.policies"),
            );
        assert.deepEqual(said("standard"), []);
        assert.equal(said("strict").length, 1);
        assert.equal(said("off").length, 1);
    });
});

const { fargateProfiles: _profiles, ...ON_NODES_WITHOUT_FARGATE } = ON_NODES;
