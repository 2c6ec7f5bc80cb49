import assert from "node:assert/strict";

import fc from "fast-check";

import {
    type AddonSpec,
    checkAddon,
    decisionsOfAddon,
    planAddon,
} from "../../../components/addons/addon-spec";
import { ADDON_NAMES, type AddonName, ADDONS } from "../../../components/addons/catalogue";
import type { AddonDefinition } from "../../../components/addons/definition";
import { describeProblem } from "../../../components/shared/problems";
import { ADDON_VERSIONS, KUBERNETES_MINORS } from "../../../components/versions";
import { ON_FARGATE, ON_NODES, optionsFor } from "../../support/addon-options";

function spec(addon: AddonName, changes: Partial<AddonSpec> = {}): AddonSpec {
    return {
        addon,
        account: "123456789012",
        region: "us-east-1",
        clusterName: "kit-test",
        kubernetesVersion: "1.36",
        options: optionsFor(addon, ON_NODES),
        ...changes,
    };
}

function refusals(addon: AddonName, changes: Partial<AddonSpec> = {}): string[] {
    return checkAddon(spec(addon, changes)).map((problem) => describeProblem(problem));
}

/** Those an environment has when it names them have tests of their own. */
function isAskedFor(addon: AddonName): boolean {
    const definition: AddonDefinition = ADDONS[addon];
    return definition.presence === "on-request";
}

describe("checkAddon", () => {
    it("rule 22: F22: takes every add-on that has a pin for the minor", () => {
        const refused = KUBERNETES_MINORS.flatMap((kubernetesVersion) =>
            ADDON_NAMES.filter(
                (addon) => !isAskedFor(addon) && refusals(addon, { kubernetesVersion }).length > 0,
            ).map((addon) => `${addon} on ${kubernetesVersion}`),
        );
        assert.deepEqual(refused, ["eks-node-monitoring-agent on 1.35"]);
    });

    it("rule 22: F22: refuses an add-on without a sourced version, naming the minors that have one", () => {
        assert.deepEqual(refusals("eks-node-monitoring-agent", { kubernetesVersion: "1.35" }), [
            "addon: no source names a version of this add-on for Kubernetes 1.35 " +
                '(got "eks-node-monitoring-agent"). ' +
                "Use Kubernetes 1.36, leave the add-on out, or state its version.",
        ]);
        assert.deepEqual(refusals("coredns", { kubernetesVersion: "1.30" }), [
            'addon: no source names a version of this add-on for Kubernetes 1.30 (got "coredns"). ' +
                "Use Kubernetes 1.35 or 1.36, leave the add-on out, or state its version.",
        ]);
    });

    it("F22: takes a stated version, also where there is no pin", () => {
        assert.deepEqual(refusals("coredns", { version: "v1.14.7-eksbuild.11" }), []);
        assert.deepEqual(
            refusals("eks-node-monitoring-agent", {
                kubernetesVersion: "1.35",
                version: "v1.6.6-eksbuild.1",
            }),
            [],
        );
    });

    it("F22: refuses what is no version of an add-on", () => {
        for (const version of [
            "",
            "latest",
            "1.14.7-eksbuild.11",
            "v1.14.7",
            "v1.14-eksbuild.1",
            "v1.14.7-eksbuild",
            "v1.14.7-eksbuild.1 ",
            "v1.14.7-a-b-eksbuild.1",
        ]) {
            assert.deepEqual(refusals("coredns", { version }), [
                `version: not the version of an EKS add-on (got ${JSON.stringify(version)}). ` +
                    "Write v<major>.<minor>.<patch>-eksbuild.<number>, or leave it out for the kit's pin, v1.14.3-eksbuild.23.",
            ]);
        }
    });

    it("F22: refuses a kube-proxy newer than the control plane or too old for it, and takes one between", () => {
        assert.deepEqual(refusals("kube-proxy", { version: "v1.37.0-eksbuild.1" }), [
            "version: kube-proxy may not be newer than the control plane, which is 1.36 " +
                '(got "v1.37.0-eksbuild.1"). Leave it out for the kit\'s pin, v1.36.0-eksbuild.25.',
        ]);
        assert.deepEqual(refusals("kube-proxy", { version: "v2.0.0-eksbuild.1" }), [
            "version: kube-proxy may not be newer than the control plane, which is 1.36 " +
                '(got "v2.0.0-eksbuild.1"). Leave it out for the kit\'s pin, v1.36.0-eksbuild.25.',
        ]);
        assert.deepEqual(refusals("kube-proxy", { version: "v1.36.0-minimal-eksbuild.45" }), []);
        assert.deepEqual(refusals("kube-proxy", { version: "v1.35.9-eksbuild.1" }), []);
        assert.deepEqual(refusals("kube-proxy", { version: "v1.33.0-eksbuild.1" }), []);
        for (const version of ["v1.32.9-eksbuild.1", "v0.99.0-eksbuild.1"]) {
            assert.deepEqual(refusals("kube-proxy", { version }), [
                "version: kube-proxy may not be more than 3 minors behind the control plane, which is 1.36 " +
                    `(got "${version}"). Leave it out for the kit's pin, v1.36.0-eksbuild.25.`,
            ]);
        }
        assert.deepEqual(refusals("vpc-cni", { version: "v1.37.0-eksbuild.1" }), []);
    });

    it("refuses numbers of pods that are none", () => {
        for (const replicas of [0, -1, 1.5, Number.NaN]) {
            assert.deepEqual(refusals("coredns", { options: { ...ON_NODES, replicas } }), [
                `options.replicas: not a number of pods (got ${replicas}). ` +
                    "Choose 1 or more; from 2 on one may go while another answers.",
            ]);
        }
        assert.deepEqual(refusals("coredns", { options: { ...ON_NODES, replicas: 1 } }), []);
    });

    it("refuses tags of volumes for the one add-on that makes volumes, and names every fault at once", () => {
        const options = { ...ON_NODES, replicas: 0, volumeTags: { CSIVolumeName: "x" } };
        assert.deepEqual(refusals("aws-ebs-csi-driver", { options, version: "v1" }), [
            'version: not the version of an EKS add-on (got "v1"). ' +
                "Write v<major>.<minor>.<patch>-eksbuild.<number>, or leave it out for the kit's pin, v1.66.0-eksbuild.1.",
            "options.replicas: not a number of pods (got 0). " +
                "Choose 1 or more; from 2 on one may go while another answers.",
            "options.volumeTags.CSIVolumeName: the EBS CSI driver keeps this tag to itself and would not " +
                'start (got "x"). Rename the tag.',
        ]);
        assert.deepEqual(refusals("coredns", { options: { ...options, replicas: 1 } }), []);
    });
});

describe("planAddon", () => {
    it("rule 22: takes the version of the table, and the stated one before it", () => {
        for (const minor of KUBERNETES_MINORS) {
            assert.equal(
                planAddon(spec("kube-proxy", { kubernetesVersion: minor })).version,
                ADDON_VERSIONS[minor]["kube-proxy"]?.value,
            );
        }
        const stated = "v1.14.7-eksbuild.11";
        assert.equal(planAddon(spec("coredns", { version: stated })).version, stated);
    });

    it("has an identity and settings only where the row has", () => {
        assert.deepEqual(planAddon(spec("kube-proxy")), {
            onUpdate: "OVERWRITE",
            preserve: false,
            version: "v1.36.0-eksbuild.25",
        });
        assert.deepEqual(planAddon(spec("vpc-cni")), {
            onUpdate: "PRESERVE",
            preserve: true,
            version: "v1.22.4-eksbuild.3",
            configurationValues: '{"enableNetworkPolicy":"true"}',
            identity: {
                kind: "pod-identity",
                serviceAccount: { namespace: "kube-system", name: "aws-node" },
                grants: { awsManaged: "AmazonEKS_CNI_Policy" },
            },
        });
        assert.equal(planAddon(spec("aws-ebs-csi-driver")).identity?.kind, "pod-identity");
        assert.equal(planAddon(spec("aws-ebs-csi-driver", { options: ON_FARGATE })).identity?.kind, "irsa");
    });

    it("rule 25: settings are canonical JSON, to the byte", () => {
        assert.equal(
            planAddon(spec("coredns", { options: ON_FARGATE })).configurationValues,
            '{"computeType":"Fargate","podDisruptionBudget":{"enabled":false},"replicaCount":1,' +
                '"resources":{"limits":{"cpu":"0.25","memory":"256M"},"requests":{"cpu":"0.25","memory":"256M"}},' +
                '"tolerations":[{"key":"CriticalAddonsOnly","operator":"Exists"}]}',
        );
        assert.equal(
            planAddon(spec("eks-node-monitoring-agent")).configurationValues,
            '{"dcgmAgent":{"tolerations":[{"operator":"Exists"}]}}',
        );
    });

    it("rule 25: the order in which tags are written changes nothing", () => {
        const tag = fc.tuple(fc.stringMatching(/^[a-z]{1,5}$/), fc.stringMatching(/^[a-z]{0,5}$/));
        const valuesOf = (tags: readonly (readonly [string, string])[]): string | undefined => {
            const options = { ...ON_NODES, volumeTags: Object.fromEntries(tags) };
            return planAddon(spec("aws-ebs-csi-driver", { options })).configurationValues;
        };
        fc.assert(
            fc.property(fc.uniqueArray(tag, { selector: ([key]) => key }), (tags) => {
                assert.equal(valuesOf([...tags].reverse()), valuesOf(tags));
            }),
        );
    });

    it("rule 25: the same settings on every machine: nothing but the spec goes in", () => {
        for (const addon of ADDON_NAMES) {
            const again = planAddon(spec(addon)).configurationValues;
            assert.equal(planAddon(spec(addon)).configurationValues, again);
            const definition: AddonDefinition = ADDONS[addon];
            const own = definition.configuration?.(spec(addon).options);
            assert.equal(again === undefined, own === undefined);
        }
    });
});

describe("decisionsOfAddon", () => {
    it("names version, identity, and what an update or a deletion leaves", () => {
        assert.deepEqual(decisionsOfAddon(spec("vpc-cni")), {
            addon: "vpc-cni",
            identity: "pod-identity",
            onUpdate: "PRESERVE",
            phase: "bootstrap",
            preserve: true,
            version: "v1.22.4-eksbuild.3",
        });
        assert.deepEqual(decisionsOfAddon(spec("aws-ebs-csi-driver", { options: ON_FARGATE })), {
            addon: "aws-ebs-csi-driver",
            identity: "irsa",
            onUpdate: "OVERWRITE",
            phase: "core",
            preserve: false,
            version: "v1.66.0-eksbuild.1",
        });
        assert.equal(decisionsOfAddon(spec("coredns"))["identity"], "none");
    });

    it("can be shown of a spec that is refused", () => {
        assert.equal(decisionsOfAddon(spec("coredns", { kubernetesVersion: "1.30" }))["version"], "");
    });
});
