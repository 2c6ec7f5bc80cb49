/** The kit's own profile and a fork's, from settings and shape. */
import assert from "node:assert/strict";

import { fargateProfiles } from "../../../components/compute/fargate-profiles-part";
import { SYSTEM_SELECTORS } from "../../../components/compute/system-profiles";
import { addons } from "../../../components/addons/part";
import { refusedOf } from "../../support/plan-shape";
import { environmentFor, refusedBy } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const OWN_NAME =
    "stacks/dev.ts › fargateProfiles.system: " +
    `"system" is the kit's own: the name stands for where Karpenter runs. Choose another name.`;

describe("the part of Fargate profiles", () => {
    it("on host fargate, makes the kit's own profile", () => {
        assert.deepEqual(fargateProfiles.plan(environmentFor(ON_FARGATE)), [
            {
                name: "fargate-system",
                shapePath: "fargateProfiles.system",
                spec: {
                    clusterName: "kit-test",
                    region: "us-east-1",
                    profile: "system",
                    selectors: SYSTEM_SELECTORS,
                },
            },
        ]);
    });

    it("on host managed-nodes, makes a fork's alone", () => {
        const environment = environmentFor(ON_NODES, { environment: "production" });
        assert.deepEqual(
            fargateProfiles.plan(environment).map(({ name }) => name),
            ["fargate-serverless"],
        );
    });

    it("selects on Fargate exactly the kit's own Deployments, and none of its DaemonSets", () => {
        assert.deepEqual(SYSTEM_SELECTORS, [
            { namespace: "kube-system", labels: { "app.kubernetes.io/name": "karpenter" } },
            { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
            { namespace: "kube-system", labels: { app: "ebs-csi-controller" } },
            { namespace: "kube-system", labels: { "app.kubernetes.io/name": "metrics-server" } },
        ]);
    });

    it("rule 7: chains a fork's profiles behind its own, in the order of the file", () => {
        const shape = {
            ...ON_FARGATE,
            fargateProfiles: { b: [{ namespace: "b" }], a: [{ namespace: "a" }] },
        };
        assert.deepEqual(
            fargateProfiles
                .planned(environmentFor(shape))
                .components.map(({ name, oneByOne, phase }) => ({ name, oneByOne, phase })),
            ["fargate-system", "fargate-b", "fargate-a"].map((name) => ({
                name,
                oneByOne: true,
                phase: "capacity",
            })),
        );
    });

    it("names a profile by its key, which is its name", () => {
        const shape = { ...ON_FARGATE, fargateProfiles: { "eks-x": [{ namespace: "x" }] } };
        const { problems } = fargateProfiles.planned(environmentFor(shape));
        assert.deepEqual(
            problems.map(({ file, path }) => `${file} ${path}`),
            ["stacks/dev.ts fargateProfiles.eks-x"],
        );
    });

    it("F33: refuses a profile named like the kit's own, also on the host where nothing has the name", () => {
        for (const shape of [ON_FARGATE, ON_NODES]) {
            const taken = { ...shape, fargateProfiles: { system: [{ namespace: "x" }] } };
            assert.deepEqual(refusedBy(fargateProfiles, taken), [OWN_NAME]);
        }
    });

    it("F33: refuses a profile named like one the kit may make for a pod of its own", () => {
        const shape = { ...ON_NODES, fargateProfiles: { "system-ingress": [{ namespace: "ingress" }] } };
        assert.deepEqual(refusedBy(fargateProfiles, shape), [
            "stacks/dev.ts › fargateProfiles.system-ingress: names that begin with system- are the kit's own: " +
                "each stands for one of its pods. Choose another name.",
        ]);
    });

    it("on host fargate, gives each further Deployment that precedes nodes a profile of its own", () => {
        const driver = {
            version: "v2.1.0-eksbuild.1",
            pods: [{ name: "efs-csi-controller", kind: "Deployment", labels: { app: "efs-csi-controller" } }],
        } as const;
        const shape = {
            ...ON_FARGATE,
            addons: { ...ON_FARGATE.addons, others: { "acme_volume-driver": driver } },
        };
        assert.deepEqual(refusedOf(shape), []);
        const environment = { ...environmentFor(shape), pods: addons.pods(environmentFor(shape)) };
        assert.deepEqual(
            fargateProfiles.plan(environment).map(({ name, spec }) => [name, spec.selectors]),
            [
                ["fargate-system", SYSTEM_SELECTORS],
                [
                    "fargate-system-efs-csi-controller",
                    [{ namespace: "kube-system", labels: { app: "efs-csi-controller" } }],
                ],
            ],
        );
    });
});
