/** What an environment may say of its add-ons: settings over the kit's own, and add-ons nobody modelled. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { PlannedResource } from "../../../tools/plan/graph";
import { graphOfEnvironment, type TestEnvironment } from "../../support/environments";
import { plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Addons = EnvironmentShape["addons"];

async function resourcesWith(
    addons: Partial<Addons>,
    environment: TestEnvironment = "large",
): Promise<readonly PlannedResource[]> {
    const shape = (is: EnvironmentShape) => ({ ...is, addons: { ...is.addons, ...addons } });
    return (await graphOfEnvironment(environment, { shape })).resources;
}

function inputsOf(resources: readonly PlannedResource[], name: string): Readonly<Record<string, unknown>> {
    const found = resources.filter((one) => one.name === name && one.custom);
    assert.equal(found.length, 1, name);
    return found[0]?.inputs as Readonly<Record<string, unknown>>;
}

function refused(addons: unknown, shape: EnvironmentShape = ON_NODES): readonly string[] {
    return refusedOf({ ...shape, addons: { ...shape.addons, ...(addons as Partial<Addons>) } });
}

const EFS: NonNullable<Addons["others"]>[string] = {
    version: "v2.1.0-eksbuild.1",
    identity: {
        serviceAccount: "efs-csi-controller-sa",
        policyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy"],
    },
    pods: [
        {
            name: "efs-csi-controller",
            kind: "Deployment",
            labels: { app: "efs-csi-controller" },
            tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
            replicas: 2,
        },
        {
            name: "efs-csi-node",
            kind: "DaemonSet",
            labels: { app: "efs-csi-node" },
            tolerations: [{ operator: "Exists" }],
        },
    ],
};

describe("settings of an add-on the kit knows", () => {
    it("are merged over the kit's own, map by map", async () => {
        const corefile = ".:53 {\n    errors\n    health {\n        lameduck 30s\n    }\n}\n";
        const resources = await resourcesWith({
            coredns: { configuration: { corefile, resources: { limits: { memory: "200Mi" } } } },
            "vpc-cni": { configuration: { env: { AWS_VPC_K8S_CNI_LOGLEVEL: "INFO" } } },
            "aws-ebs-csi-driver": { configuration: { controller: { enableMetrics: true } } },
        });
        const settings = (name: string) =>
            JSON.parse(String(inputsOf(resources, name)["configurationValues"])) as Record<string, never>;
        assert.equal(settings("addon-coredns-addon")["corefile"], corefile);
        assert.equal(settings("addon-coredns-addon")["replicaCount"], 2);
        assert.deepEqual(settings("addon-vpc-cni-addon"), {
            enableNetworkPolicy: "true",
            env: { AWS_VPC_K8S_CNI_LOGLEVEL: "INFO" },
        });
        const { controller } = settings("addon-aws-ebs-csi-driver-addon") as { readonly controller?: object };
        assert.equal((controller as Record<string, unknown>)["enableMetrics"], true);
        assert.equal((controller as Record<string, unknown>)["replicaCount"], 2);
    });

    it("stand in the plan by name", async () => {
        const resources = await resourcesWith({ coredns: { configuration: { corefile: "x" } } });
        const component = resources.find(({ custom, name }) => !custom && name === "addon-coredns");
        assert.deepEqual((component?.inputs as Record<string, unknown>)["ownSettings"], ["corefile"]);
    });

    it("that the rest of the kit relies on are refused with what to do instead", () => {
        const configuration = { controller: { replicaCount: 3 }, node: { tolerateAllTaints: false } };
        assert.deepEqual(refused({ "aws-ebs-csi-driver": { configuration } }), [
            "stacks/dev.ts › addons.aws-ebs-csi-driver.configuration.controller.replicaCount: this is decided for all add-ons " +
                "alike (got 3). Set addons.replicas.",
            "stacks/dev.ts › addons.aws-ebs-csi-driver.configuration.node.tolerateAllTaints: this lets a volume mount wherever " +
                "its pod runs (got false). Remove it.",
        ]);
        assert.deepEqual(refused({ coredns: { configuration: { computeType: "ec2" } } }, ON_FARGATE), [
            'stacks/dev.ts › addons.coredns.configuration.computeType: this follows from compute (got "ec2"). ' +
                "Choose compute.kind and its host.",
        ]);
    });
});

describe("an add-on the kit does not know", () => {
    it("is made as it is described, with a role of its own", async () => {
        const resources = await resourcesWith({ others: { "acme_volume-driver": EFS } });
        const role = inputsOf(resources, "addon-acme_volume-driver-role");
        assert.match(
            String(role["assumeRolePolicy"]),
            /"aws:RequestTag\/kubernetes-service-account":"efs-csi-controller-sa"/,
        );
        assert.deepEqual(
            inputsOf(resources, "addon-acme_volume-driver-role-AmazonEFSCSIDriverPolicy")["policyArn"],
            "arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy",
        );
        const addon = inputsOf(resources, "addon-acme_volume-driver-addon");
        assert.equal(addon["addonName"], "acme_volume-driver");
        assert.equal(addon["addonVersion"], "v2.1.0-eksbuild.1");
        assert.equal(addon["resolveConflictsOnUpdate"], "OVERWRITE");
        assert.equal(addon["preserve"], false);
        assert.equal(addon["configurationValues"], undefined);
    });

    it("whose pods fit nowhere is refused as the kit's own are", () => {
        const [pod] = EFS.pods === "unknown" ? [] : EFS.pods;
        const picky = { ...EFS, pods: [{ ...(pod ?? assert.fail()), tolerations: [] }] };
        const [problem = assert.fail()] = refused({ others: { "acme_volume-driver": picky } });
        assert.match(
            problem,
            /pod efs-csi-controller of phase core \(add-ons on nodes or Fargate\) fits nowhere: .*taints it does not tolerate/,
        );
    });

    it("whose pods nobody knows is said to be beyond the plan", () => {
        const others = { "acme_volume-driver": { ...EFS, pods: "unknown" as const } };
        assert.deepEqual(plannedOf({ ...ON_NODES, addons: { ...ON_NODES.addons, others } }).notices, [
            "The pods of add-on acme_volume-driver are not known to the plan: whether they find a place to run shows at `up`",
        ]);
    });

    it("refuses a policy that is named twice, or is another account's", () => {
        const policyArns = [
            "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess",
            "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess",
            "arn:aws:iam::111122223333:policy/theirs",
        ];
        const identity = { serviceAccount: "driver", policyArns };
        assert.deepEqual(
            refused({ others: { x: { pods: "unknown", version: "v1.0.0-eksbuild.1", identity } } }),
            [
                'stacks/dev.ts › addons.others.x.identity.policyArns[1]: the same policy as addons.others.x.identity.policyArns[0] (got "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"). List each policy once.',
                'stacks/dev.ts › addons.others.x.identity.policyArns[2]: belongs to account 111122223333, the environment to 210987654321 (got "arn:aws:iam::111122223333:policy/theirs"). Name a policy of the environment\'s account.',
            ],
        );
    });

    it("refuses two policies of one name: their attachments would have one", () => {
        const policyArns = [
            "arn:aws:iam::aws:policy/service-role/X",
            "arn:aws:iam::aws:policy/X",
            "arn:aws:iam::210987654321:policy/team-a/Y",
            "arn:aws:iam::210987654321:policy/Y",
        ];
        const identity = { serviceAccount: "driver", policyArns };
        const at = "addons.others.x.identity.policyArns";
        const remedy = "Give one of your own another name, or write what it allows as statements.";
        assert.deepEqual(
            refused({ others: { x: { pods: "unknown", version: "v1.0.0-eksbuild.1", identity } } }),
            [
                `stacks/dev.ts › ${at}[1]: its attachment would have the name of ${at}[0]'s (got "${policyArns[1]}"). ${remedy}`,
                `stacks/dev.ts › ${at}[3]: its attachment would have the name of ${at}[2]'s (got "${policyArns[3]}"). ${remedy}`,
            ],
        );
    });

    it("is refused when the kit knows it after all, when it has no version, and when a word is wrong", () => {
        const others = {
            coredns: { ...EFS },
            "acme_volume-driver": { ...EFS, version: "2.1" },
        };
        assert.deepEqual(refused({ others }), [
            'stacks/dev.ts › addons.others.acme_volume-driver.version: not the version of an EKS add-on (got "2.1"). ' +
                "Write v<major>.<minor>.<patch>-eksbuild.<number>.",
            "stacks/dev.ts › addons.others.coredns: the kit knows this add-on. Write addons.coredns, and its version in " +
                "addons.versions.",
        ]);
        assert.deepEqual(refused({ others: { x: { pods: "none" } } }), [
            "stacks/dev.ts › addons.others.x.version: missing. Set it.",
            'stacks/dev.ts › addons.others.x.pods: not "unknown" or a list (got "none"). Write "unknown" or a list.',
        ]);
        assert.deepEqual(
            refused({
                others: {
                    x: { version: "v1.0.0-eksbuild.1", pods: [{ name: "x", kind: "Pod", labels: {} }] },
                },
            }),
            [
                'stacks/dev.ts › addons.others.x.pods[0].kind: not one of the words known here (got "Pod"). Known: DaemonSet, Deployment.',
            ],
        );
    });
});
