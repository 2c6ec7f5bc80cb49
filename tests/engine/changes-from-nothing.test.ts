/** Ring 2: the order in which an environment comes up, as the call log has it. */
import assert from "node:assert/strict";

import { valuesOf } from "../../tools/sandbox/inventory";
import { assertOrder, each } from "./changes";
import { deployed, firstUpdate } from "./deployed";
import { describeWithPulumi, type Run, RUN_MS } from "./harness";

const BOOTSTRAP = each(
    "create",
    ...["vpc-cni", "kube-proxy", "eks-pod-identity-agent"].map((name) => `Addon addon-${name}-addon`),
);
const CORE = each(
    "create",
    ...["coredns", "aws-ebs-csi-driver", "metrics-server"].map((name) => `Addon addon-${name}-addon`),
);

/** Where Karpenter runs, and with it the core add-ons. */
const CAPACITY = {
    dev: ["create FargateProfile fargate-system-profile"],
    staging: each("create", ...["a", "b", "c"].map((slot) => `NodeGroup nodes-system-${slot}`)),
} as const;

/** How its pods come by their rights. */
const IDENTITY = {
    dev: "create OpenIdConnectProvider cluster-oidc",
    staging: "create PodIdentityAssociation karpenter-controller",
} as const;

const CONTROLLER = ["create Release karpenter-controller"];

describeWithPulumi("ring 2: from nothing to an environment", function () {
    this.timeout(RUN_MS);

    for (const stack of ["dev", "staging"] as const) {
        describe(stack, () => {
            let run: Run;

            before(async () => {
                run = await firstUpdate(stack);
            });

            it("rule 14: add-ons without pods, then capacity, then the add-ons whose pods need it", () => {
                assertOrder(run, [BOOTSTRAP, CAPACITY[stack], CORE]);
            });

            it("rule 15: Karpenter starts once its host is there, and DNS for the nodes it makes", () => {
                assertOrder(run, [CAPACITY[stack], ["create Addon addon-coredns-addon"], CONTROLLER]);
            });

            it("rule 16: its pods find an identity that works where they run", async () => {
                assertOrder(run, [[IDENTITY[stack]], CONTROLLER]);
                const bench = await deployed(stack);
                const made = bench.made().filter(({ name }) => name === "karpenter-controller");
                const release = made.find(({ type }) => type.endsWith(":Release"));
                assert.ok(release);
                const annotated = JSON.stringify(valuesOf(release)).includes("eks.amazonaws.com/role-arn");
                const associated = made.some(({ type }) => type.endsWith(":PodIdentityAssociation"));
                assert.deepEqual(
                    { annotated, associated },
                    { annotated: stack === "dev", associated: stack !== "dev" },
                );
            });

            it("rule 17, 18: definitions, then the controller, then what it looks after", () => {
                assertOrder(run, [
                    ["create Release karpenter-crd"],
                    CONTROLLER,
                    ["create EC2NodeClass pool-general-node-class"],
                    ["create NodePool pool-general-node-pool"],
                ]);
            });
        });
    }
});
