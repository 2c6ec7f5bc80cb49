/** Who a shape lets into the cluster: E34 and E40 of the configurations that users of other projects write. */
import assert from "node:assert/strict";

import { ACCESS_POLICIES } from "../../../components/shared/access-policies";
import type { PrincipalWords } from "../../../components/access/principal-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE } from "../../support/shapes";

const ACCOUNT = "210987654321";
const POLICY = "arn:aws:eks::aws:cluster-access-policy";

function withAccess(access: Readonly<Record<string, PrincipalWords>>): EnvironmentShape {
    return { ...ON_FARGATE, access };
}

const FOUR = withAccess({
    person: { principal: "user/dana", groups: ["writers", "readers"], username: "dana" },
    viewer: {
        principal: "role/teams/viewer",
        policies: [
            { policy: "AmazonEKSViewPolicy", namespaces: ["my-namespace", "default", "dev-*"] },
            { policy: "AmazonEKSEventPolicy" },
        ],
    },
    breakglass: {
        principal: `arn:aws:iam::${ACCOUNT}:role/breakglass`,
        policies: [{ policy: "AmazonEKSClusterAdminPolicy" }],
    },
    nodes: { principal: "role/own-nodes", type: "EC2_LINUX" },
});

describe("access of a shape", () => {
    it("is an entry each, and an association for each policy with its scope", async () => {
        const graph = await graphOfShape(FOUR);
        const inputs = (name: string) => objectOf(resourceNamed(graph, name).inputs);
        assert.deepEqual(inputs("access-person-entry"), {
            clusterName: "platform-dev",
            kubernetesGroups: ["readers", "writers"],
            principalArn: `arn:aws:iam::${ACCOUNT}:user/dana`,
            tags: { Name: "platform-dev-person" },
            type: "STANDARD",
            userName: "dana",
        });
        assert.deepEqual(inputs("access-nodes-entry"), {
            clusterName: "platform-dev",
            principalArn: `arn:aws:iam::${ACCOUNT}:role/own-nodes`,
            tags: { Name: "platform-dev-nodes" },
            type: "EC2_LINUX",
        });
        assert.deepEqual(inputs("access-viewer-AmazonEKSViewPolicy"), {
            accessScope: { type: "namespace", namespaces: ["default", "dev-*", "my-namespace"] },
            clusterName: "platform-dev",
            policyArn: `${POLICY}/AmazonEKSViewPolicy`,
            principalArn: `arn:aws:iam::${ACCOUNT}:role/teams/viewer`,
        });
        assert.deepEqual(
            ["access-viewer-AmazonEKSEventPolicy", "access-breakglass-AmazonEKSClusterAdminPolicy"].map(
                (name) => inputs(name)["accessScope"],
            ),
            [{ type: "cluster" }, { type: "cluster" }],
        );
    });

    it("goes as one: the association before the entry, and neither holds the platform up", async () => {
        const graph = await graphOfShape(FOUR);
        const entry = resourceNamed(graph, "access-viewer-entry");
        const association = resourceNamed(graph, "access-viewer-AmazonEKSViewPolicy");
        assert.ok(ancestorsOf(graph, association.urn).has(entry.urn));
        const waiting = graph.resources.filter(
            ({ urn }) => urn !== entry.urn && ancestorsOf(graph, urn).has(entry.urn),
        );
        assert.deepEqual(waiting.map(({ urn }) => urn.split("::").at(-1)).sort(), [
            "access-viewer-AmazonEKSEventPolicy",
            "access-viewer-AmazonEKSViewPolicy",
        ]);
    });

    it("may be taken away while everything else is protected", async () => {
        const config = { "platform:protection": "true" };
        const graph = await graphOfShape(FOUR, { config });
        const ours = graph.resources.filter(({ urn }) =>
            /::access-(person|viewer|breakglass|nodes)-/.test(urn),
        );
        assert.deepEqual([ours.length, ours.filter(({ options }) => options.protect)], [7, []]);
    });

    it("says in the plan who may do what", () => {
        const { plan } = plannedOf(FOUR);
        assert.deepEqual(
            plan.components.filter(({ name }) => name.startsWith("access-")).map(({ name }) => name),
            ["access-person", "access-viewer", "access-breakglass", "access-nodes"],
        );
    });

    it("refuses what EKS would, everything at once and where it is written", () => {
        const admin = plannedOf(ON_FARGATE).plan.settings.admins[0] ?? "";
        assert.deepEqual(
            refusedOf(
                withAccess({
                    admin: { principal: admin },
                    twin: { principal: "role/teams/shop" },
                    shop: {
                        principal: `arn:aws:iam::${ACCOUNT}:role/teams/shop`,
                        policies: [
                            { policy: "AmazonEKSEditorPolicy" },
                            { policy: "AmazonEKSViewPolicy", namespaces: [] },
                            { policy: "AmazonEKSViewPolicy", namespaces: ["Shop"] },
                            { policy: "arn:aws:iam::aws:policy/AdministratorAccess" },
                        ],
                        groups: ["system:masters"],
                        username: "shop{{SessionName}}",
                    },
                    nodes: {
                        principal: "user/nodes",
                        type: "EC2_LINUX",
                        groups: ["nodes"],
                        policies: [{ policy: "AmazonEKSViewPolicy" }],
                    },
                    session: { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/dev/me` },
                    other: { principal: "arn:aws:iam::999999999999:role/elsewhere" },
                }),
            ),
            [
                'stacks/dev.ts › access.shop.policies[0].policy: not an access policy the kit knows (got "AmazonEKSEditorPolicy"). ' +
                    `Did you mean "AmazonEKSEditPolicy"? Known: ${[...ACCESS_POLICIES].sort().join(", ")}. Another one needs its whole ARN.`,
                "stacks/dev.ts › access.shop.policies[1].namespaces: no namespace (got []). Name one at least, or leave it out for the whole cluster.",
                'stacks/dev.ts › access.shop.policies[2].policy: the same policy as policies[1], and EKS keeps one scope of each (got "AmazonEKSViewPolicy"). ' +
                    "Write its namespaces together.",
                'stacks/dev.ts › access.shop.policies[2].namespaces[0]: not a name of namespaces (got "Shop"). ' +
                    "Use lower-case letters, digits and hyphens, with * at an end for any others.",
                'stacks/dev.ts › access.shop.policies[3].policy: not an access policy of EKS (got "arn:aws:iam::aws:policy/AdministratorAccess"). ' +
                    "Write arn:aws:eks::aws:cluster-access-policy/<name>.",
                'stacks/dev.ts › access.shop.groups[0]: EKS keeps names that begin so to itself (got "system:masters"). ' +
                    "Use a name that begins otherwise.",
                "stacks/dev.ts › access.shop.username: EKS wants a colon before the session's name " +
                    '(got "shop{{SessionName}}"). Write a colon somewhere before {{SessionName}}.',
                "stacks/dev.ts › access.nodes.groups: an entry of type EC2_LINUX takes none. Remove it, or leave the type out.",
                "stacks/dev.ts › access.nodes.policies: an entry of type EC2_LINUX takes none. Remove it, or leave the type out.",
                'stacks/dev.ts › access.nodes.principal: nodes of type EC2_LINUX are an IAM role (got "user/nodes"). Write role/<name>.',
                'stacks/dev.ts › access.session.principal: a session, not a principal (got "arn:aws:sts::210987654321:assumed-role/dev/me"). ' +
                    "Write the role: arn:aws:iam::210987654321:role/dev (with its path, if it has one).",
                "stacks/dev.ts › access.other.principal: belongs to account 999999999999, the environment to 210987654321 " +
                    `(got "arn:aws:iam::999999999999:role/elsewhere"). Name a principal of the environment's account.`,
                `stacks/dev.ts › access.admin.principal: has its entry already: an admin, by platform:admins (got "${admin}"). ` +
                    "Keep one of the two: EKS refuses a second entry of one principal.",
                `stacks/dev.ts › access.shop.principal: has its entry already: access.twin (got "arn:aws:iam::210987654321:role/teams/shop"). ` +
                    "Keep one of the two: EKS refuses a second entry of one principal.",
            ],
        );
    });
});
