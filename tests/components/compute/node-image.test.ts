import assert from "node:assert/strict";

import { AMITypes } from "@aws-sdk/client-eks";

import {
    checkManagedNodes,
    decisionsOfManagedNodes,
    type ManagedNodesSpec,
    noticesOfManagedNodes,
    planManagedNodes,
} from "../../../components/compute/managed-nodes-spec";
import { describeProblem } from "../../../components/shared/problems";
import { NODE_RELEASES } from "../../../components/versions";
import { managedNodesSpec } from "../../support/managed-nodes-spec";

function refusals(changes: Partial<ManagedNodesSpec>): string[] {
    return checkManagedNodes(managedNodesSpec(changes)).map((problem) => describeProblem(problem));
}

const AMI_ID = "ami-0123456789abcdef0";
const OWN_IMAGE = { amiId: AMI_ID, serviceCidr: "172.20.0.0/16" } as const;

/** Every image of EKS the kit may name. Source: EKS User Guide, ml-eks-optimized-ami. */
const IMAGES: readonly (readonly [image: string, type: string, changes: Partial<ManagedNodesSpec>])[] = [
    ["AL2023_x86_64_STANDARD", "m7i.large", {}],
    ["AL2023_x86_64_NVIDIA", "g4dn.xlarge", {}],
    ["AL2023_x86_64_NEURON", "inf2.xlarge", {}],
    ["AL2023_ARM_64_STANDARD", "m7g.large", {}],
    ["AL2023_ARM_64_NVIDIA", "g5g.xlarge", {}],
    ["BOTTLEROCKET_x86_64", "m7i.large", { amiFamily: "Bottlerocket" }],
    ["BOTTLEROCKET_x86_64_FIPS", "m7i.large", { amiFamily: "Bottlerocket", fips: true }],
    ["BOTTLEROCKET_x86_64_NVIDIA", "g5.xlarge", { amiFamily: "Bottlerocket" }],
    ["BOTTLEROCKET_x86_64_NVIDIA_FIPS", "g5.xlarge", { amiFamily: "Bottlerocket", fips: true }],
    ["BOTTLEROCKET_x86_64", "trn1.2xlarge", { amiFamily: "Bottlerocket" }],
    ["BOTTLEROCKET_ARM_64", "m7g.large", { amiFamily: "Bottlerocket" }],
    ["BOTTLEROCKET_ARM_64_FIPS", "m7g.large", { amiFamily: "Bottlerocket", fips: true }],
    ["BOTTLEROCKET_ARM_64_NVIDIA", "g5g.xlarge", { amiFamily: "Bottlerocket" }],
    ["BOTTLEROCKET_ARM_64_NVIDIA_FIPS", "g5g.xlarge", { amiFamily: "Bottlerocket", fips: true }],
];

describe("the image of managed nodes", () => {
    it("has the driver of the types, and is one EKS lists", () => {
        for (const [image, type, changes] of IMAGES) {
            const spec = managedNodesSpec({ ...changes, instanceTypes: [type] });
            assert.deepEqual(checkManagedNodes(spec), [], image);
            assert.equal(planManagedNodes(spec).image.amiType, image);
        }
        const known: readonly string[] = Object.values(AMITypes);
        assert.deepEqual(
            IMAGES.map(([image]) => image).filter((image) => !known.includes(image)),
            [],
        );
    });

    it("rule 39: every variant of AL2023 has the pinned release", () => {
        for (const type of ["m7i.large", "g4dn.xlarge", "inf2.xlarge", "g5g.xlarge"]) {
            const { image } = planManagedNodes(managedNodesSpec({ instanceTypes: [type] }));
            assert.deepEqual([image.releaseVersion, image.version], [NODE_RELEASES["1.36"].value, "1.36"]);
        }
    });

    it("shows the accelerator in the plan", () => {
        const decisions = decisionsOfManagedNodes(managedNodesSpec({ instanceTypes: ["g4dn.xlarge"] }));
        assert.equal(decisions["accelerator"], "nvidia");
        assert.equal(decisionsOfManagedNodes(managedNodesSpec())["accelerator"], undefined);
    });

    it("F15: refuses types that no one image fits", () => {
        assert.deepEqual(refusals({ instanceTypes: ["g5.xlarge", "m7i.xlarge"] }), [
            "instanceTypes: mixed accelerators, none and nvidia: no image of EKS fits them all " +
                '(got ["g5.xlarge","m7i.xlarge"]). Split into groups, one for each kind.',
        ]);
        assert.deepEqual(refusals({ instanceTypes: ["g5.xlarge", "inf2.xlarge"] }), [
            "instanceTypes: mixed accelerators, nvidia and neuron: no image of EKS fits them all " +
                '(got ["g5.xlarge","inf2.xlarge"]). Split into groups, one for each kind.',
        ]);
        assert.deepEqual(refusals({ ...OWN_IMAGE, instanceTypes: ["g5.xlarge", "m7i.xlarge"] }), []);
    });

    it("refuses FIPS where there is no such image", () => {
        assert.deepEqual(refusals({ fips: true }), [
            "fips: EKS has no FIPS image of AL2023 (got true). " +
                "Choose Bottlerocket, or switch FIPS on in user data: fips-mode-setup --enable.",
        ]);
        assert.deepEqual(refusals({ ...OWN_IMAGE, amiFamily: "Bottlerocket", fips: true }), [
            "fips: whether an own image has FIPS modules is the image's to say (got true). Remove it.",
        ]);
        assert.deepEqual(refusals({ fips: false }), []);
    });
});

describe("an own image", () => {
    it("leaves EKS nothing to say of image, version and release", () => {
        const spec = managedNodesSpec(OWN_IMAGE);
        assert.deepEqual(checkManagedNodes(spec), []);
        assert.deepEqual(planManagedNodes(spec).image, {});
        const decisions = decisionsOfManagedNodes(spec);
        assert.deepEqual(
            [decisions["amiId"], decisions["releaseVersion"], decisions["kubernetesVersion"]],
            [AMI_ID, "whatever the image has", "1.36"],
        );
    });

    it("refuses what is no id, and nodes that could not be told where services are", () => {
        for (const amiId of ["ami-0123", "AMI-0123456789abcdef0", "al2023@latest", ""]) {
            assert.deepEqual(refusals({ ...OWN_IMAGE, amiId }), [
                `amiId: not the id of an image (got "${amiId}"). ` +
                    "Write ami- and 17 hexadecimal digits, as EC2 lists it in this region.",
            ]);
        }
        assert.deepEqual(refusals({ amiId: "ami-01234567" }), ["serviceCidr: missing. Set it."]);
    });
});

describe("notices of the image", () => {
    const notices = (changes: Partial<ManagedNodesSpec>): string[] =>
        noticesOfManagedNodes(managedNodesSpec({ taints: [], ...changes }));

    it("say which device plugin pods need", () => {
        assert.deepEqual(notices({ instanceTypes: ["g4dn.xlarge"] }), [
            "Managed nodes system have the NVIDIA driver but no device plugin: pods get nvidia.com/gpu once " +
                "nvidia-device-plugin or the GPU operator runs there",
        ]);
        const taints = [{ key: "nvidia.com/gpu", effect: "NO_SCHEDULE" }] as const;
        assert.deepEqual(notices({ instanceTypes: ["g5.xlarge"], taints }), [
            "Managed nodes system have the NVIDIA driver but no device plugin: pods get nvidia.com/gpu once " +
                "nvidia-device-plugin or the GPU operator runs there, and must tolerate nvidia.com/gpu:NoSchedule",
        ]);
        assert.deepEqual(notices({ amiFamily: "Bottlerocket", instanceTypes: ["g5.xlarge"] }), [
            "Managed nodes system offer nvidia.com/gpu by themselves: their image carries driver and device plugin, " +
                "so keep another plugin away",
        ]);
        for (const amiFamily of ["AL2023", "Bottlerocket"] as const) {
            assert.deepEqual(notices({ amiFamily, instanceTypes: ["trn1.2xlarge"] }), [
                "Managed nodes system have the Neuron driver but no device plugin: pods get aws.amazon.com/neuron " +
                    "once the Neuron device plugin runs there",
            ]);
        }
    });

    it("say where no image brings a driver, and where an own one must", () => {
        assert.deepEqual(notices({ instanceTypes: ["g4ad.xlarge"] }), [
            "Managed nodes system have accelerators for which no image of EKS brings a driver: " +
                "bring it in user data, in an own image (amiId) or with a DaemonSet",
        ]);
        assert.deepEqual(notices({ ...OWN_IMAGE, instanceTypes: ["m7i.xlarge", "g5.xlarge"] }).slice(0, 1), [
            "Managed nodes system have accelerators: their own image must bring the driver",
        ]);
        assert.deepEqual(notices({ instanceTypes: ["m7g.large"] }), []);
    });
});
