import assert from "node:assert/strict";

import Ajv from "ajv";

import { DEFAULT_REGISTRY, KARPENTER_VERSION } from "../../../components/versions";
import { chartFacts, CHARTS } from "../../../tools/facts/charts";
import { materialsOfEnvironment } from "../../../tools/materials/cli";
import { purlOf, renderCycloneDx } from "../../../tools/materials/cyclonedx";
import { type Materials, materialsOf } from "../../../tools/materials/materials";
import { commandOf, copiesOf } from "../../../tools/materials/mirror";
import { renderMaterials } from "../../../tools/materials/render";
import { environmentOf, graphOfEnvironment } from "../../support/environments";
import { graphOf, planned } from "../../support/graphs";

const CONTROLLER = "sha256:445baefaaa689029cc12ac1f659b916b0b82fb14308ce536f8521fcf079116fa";
const CHART = "sha256:91434e00fb102d6ee0d1bd34a4457a32fe01a8fa833fe1a2a37da4f50272079b";
const DEFINITIONS = "sha256:c05c566740802506a34f3500b33e2fa3c9254f60469e84e5e294a3bd8adefb9f";
const MIRROR = "210987654321.dkr.ecr.us-east-1.amazonaws.com/mirror";

/** `chart karpenter 1.14.1` */
function lines({ materials }: Materials): readonly string[] {
    return materials.map(
        ({ kind, later, name, version }) => `${later ? "later " : ""}${kind} ${name} ${version}`,
    );
}

describe("materials", () => {
    it("are everything with a version in the planned graph", async () => {
        assert.deepEqual(lines(materialsOf(await graphOfEnvironment("large"))), [
            "kubernetes kubernetes 1.36",
            "chart karpenter 1.14.1",
            "chart karpenter-crd 1.14.1",
            "image karpenter/controller 1.14.1",
            "addon aws-ebs-csi-driver v1.66.0-eksbuild.1",
            "addon coredns v1.14.3-eksbuild.23",
            "addon eks-node-monitoring-agent v1.7.2-eksbuild.1",
            "addon eks-pod-identity-agent v1.3.10-eksbuild.3",
            "addon kube-proxy v1.36.0-eksbuild.25",
            "addon metrics-server v0.9.0-eksbuild.11",
            "addon vpc-cni v1.22.4-eksbuild.3",
            "node-image AL2023_ARM_64_STANDARD 1.36.4-20260930",
            "node-image al2023 v20260930",
            "plugin aws 7.48.0",
            "plugin kubernetes 4.34.2",
        ]);
    });

    it("name the image a chart starts, its digest, and who says so", async () => {
        const { materials } = materialsOf(await graphOfEnvironment("small"));
        const { source = "", ...image } = materials.find(({ kind }) => kind === "image") ?? assert.fail();
        assert.deepEqual(image, {
            kind: "image",
            name: "karpenter/controller",
            version: "1.14.1",
            from: "public.ecr.aws/karpenter/controller",
            digest: CONTROLLER,
            usedBy: ["karpenter-controller"],
            later: false,
        });
        assert.match(source, /helm template of the published charts 1\.14\.1/);
    });

    it("come from the mirror the settings name, with the copies it needs", async () => {
        const graph = await graphOfEnvironment("small", {
            settings: { chartRegistry: MIRROR, imageRegistry: `${MIRROR}/images` },
        });
        const copies = copiesOf(materialsOf(graph));
        assert.deepEqual(copies.map(commandOf), [
            `crane copy public.ecr.aws/karpenter/karpenter@${CHART} ${MIRROR}/karpenter/karpenter:1.14.1`,
            `crane copy public.ecr.aws/karpenter/karpenter-crd@${DEFINITIONS} ${MIRROR}/karpenter/karpenter-crd:1.14.1`,
            `crane copy public.ecr.aws/karpenter/controller@${CONTROLLER} ${MIRROR}/images/karpenter/controller:1.14.1`,
        ]);
        const text = renderMaterials(materialsOf(graph));
        assert.ok(
            text.includes(
                `\nTo mirror\n  public.ecr.aws/karpenter/karpenter@${CHART} → ${MIRROR}/karpenter/karpenter:1.14.1\n`,
            ),
        );
    });

    it("of a first pass with a private API list what the second brings, marked", async () => {
        const first = await environmentOf("large", { settings: { inCluster: false, chartRegistry: MIRROR } });
        assert.deepEqual(
            first.graph.resources.filter(({ type }) => type.startsWith("kubernetes:")),
            [],
        );
        const materials = await materialsOfEnvironment(first);
        assert.deepEqual(
            lines(materials).filter((line) => line.startsWith("later ")),
            [
                "later chart karpenter 1.14.1",
                "later chart karpenter-crd 1.14.1",
                "later image karpenter/controller 1.14.1",
                "later node-image al2023 v20260930",
            ],
        );
        assert.equal(copiesOf(materials).length, 2);
        assert.match(
            renderMaterials(materials),
            /4 materials come with the second update, once platform:inCluster is true\. Mirror them before it\./,
        );
    });

    it("say what is not recorded, and what EKS chooses", () => {
        const release = planned({
            type: "kubernetes:helm.sh/v3:Release",
            name: "ingress",
            inputs: { chart: "oci://ghcr.io/example/ingress", version: "2.0.0" },
        });
        const nodes = planned({
            type: "aws:eks/nodeGroup:NodeGroup",
            name: "nodes-a",
            inputs: { amiType: "AL2023_x86_64_STANDARD" },
        });
        const nodeClass = planned({
            type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            name: "pool-a-node-class",
            inputs: { spec: { amiSelectorTerms: [{ id: "ami-0123" }] } },
        });
        const own = planned({
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "nodes-b-template",
            inputs: { imageId: "ami-0123456789abcdef0" },
        });
        const byParameter = (name: string, parameter: string) =>
            planned({
                type: "aws:ec2/launchTemplate:LaunchTemplate",
                name,
                inputs: { imageId: `resolve:ssm:/aws/service/${parameter}/image_id` },
            });
        const amazon = byParameter(
            "self-managed-a-template",
            "eks/optimized-ami/1.36/amazon-linux-2023/arm64/standard/amazon-eks-node-al2023-arm64-standard-1.36-v20260930",
        );
        const bottlerocket = byParameter("self-managed-b-template", "bottlerocket/aws-k8s-1.36/arm64/1.63.0");
        const ofOwn = planned({
            type: "aws:eks/nodeGroup:NodeGroup",
            name: "nodes-b-a-own-image",
            inputs: {},
        });
        const materials = materialsOf(graphOf(release, nodes, own, amazon, bottlerocket, ofOwn, nodeClass));
        assert.deepEqual(lines(materials), [
            "chart ingress 2.0.0",
            "node-image AL2023_x86_64_STANDARD chosen by EKS",
            'node-image AMIs that Karpenter selects {"id":"ami-0123"}',
            "node-image amazon-eks-node-al2023-arm64-standard-1.36 v20260930",
            "node-image ami-0123456789abcdef0 an own image",
            "node-image bottlerocket-aws-k8s-1.36-arm64 1.63.0",
        ]);
        assert.match(
            renderMaterials(materials),
            /Images of ingress are not recorded in tools\/facts\/charts\.ts/,
        );
    });

    it("fit a narrow terminal, commands aside", async () => {
        const text = renderMaterials(materialsOf(await graphOfEnvironment("small")), { width: 90 });
        assert.deepEqual(
            text.split("\n").filter((line) => line.length > 90 || line.includes("…")),
            [],
        );
        assert.match(text, /Images of 6 add-ons are resolved by EKS/);
        assert.match(text, /\nNothing to mirror: /);
    });
});

describe("facts of charts", () => {
    it("know the charts that are pinned: another version needs its images recorded", () => {
        assert.deepEqual(
            ["karpenter", "karpenter-crd"].map(
                (chart) =>
                    chartFacts(`${DEFAULT_REGISTRY}/karpenter/${chart}`, KARPENTER_VERSION.value)?.published,
            ),
            ["public.ecr.aws/karpenter/karpenter", "public.ecr.aws/karpenter/karpenter-crd"],
        );
        assert.equal(chartFacts("public.ecr.aws/karpenter/karpenter", "0.0.1"), undefined);
        assert.equal(chartFacts("ghcr.io/other-karpenter/karpenter", "1.14.1"), undefined);
    });

    it("name digests and their sources", () => {
        const facts = CHARTS.flatMap(({ digest, images }) => [digest, images]);
        assert.ok(facts.every((fact) => "source" in fact && fact.source.length > 20));
        const digests = CHARTS.flatMap(({ digest, images }) => [
            digest.value,
            ...images.value.map((one) => one.digest),
        ]);
        assert.ok(digests.every((digest) => /^sha256:[0-9a-f]{64}$/.test(digest)));
        assert.equal(new Set(digests).size, digests.length);
    });
});

/** What CycloneDX/specification schema/bom-1.6.schema.json asks of the parts that are written here. */
const REFERENCE = { type: "string", minLength: 1 } as const;
const PROPERTIES = {
    type: "array",
    items: {
        type: "object",
        additionalProperties: false,
        required: ["name"],
        properties: { name: { type: "string" }, value: { type: "string" } },
    },
} as const;
const COMPONENT = {
    type: "object",
    additionalProperties: false,
    required: ["type", "name", "version"],
    properties: {
        type: { enum: ["application", "container", "platform", "operating-system"] },
        "bom-ref": REFERENCE,
        name: { type: "string", minLength: 1 },
        version: { type: "string", minLength: 1, maxLength: 1024 },
        purl: { type: "string", pattern: "^pkg:(oci|helm|generic|github)/[^ ]+@[^ ]+$" },
        hashes: {
            type: "array",
            items: {
                type: "object",
                additionalProperties: false,
                required: ["alg", "content"],
                properties: {
                    alg: { enum: ["SHA-256"] },
                    content: { type: "string", pattern: "^[a-f0-9]{64}$" },
                },
            },
        },
        properties: PROPERTIES,
    },
} as const;
const SCHEMA = {
    type: "object",
    additionalProperties: false,
    required: ["bomFormat", "specVersion", "version", "metadata", "components"],
    properties: {
        $schema: { enum: ["http://cyclonedx.org/schema/bom-1.6.schema.json"] },
        bomFormat: { enum: ["CycloneDX"] },
        specVersion: { enum: ["1.6"] },
        serialNumber: {
            type: "string",
            pattern: "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
        },
        version: { enum: [1] },
        metadata: {
            type: "object",
            additionalProperties: false,
            properties: {
                tools: { type: "object", properties: { components: { type: "array", items: COMPONENT } } },
                component: COMPONENT,
            },
        },
        components: { type: "array", uniqueItems: true, items: COMPONENT },
        dependencies: {
            type: "array",
            uniqueItems: true,
            items: {
                type: "object",
                additionalProperties: false,
                required: ["ref"],
                properties: {
                    ref: REFERENCE,
                    dependsOn: { type: "array", uniqueItems: true, items: REFERENCE },
                },
            },
        },
    },
};

interface Bom {
    readonly components: readonly { readonly "bom-ref": string }[];
    readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
    readonly metadata: { readonly component: { readonly "bom-ref": string } };
    readonly serialNumber: string;
}

describe("materials as CycloneDX", () => {
    const isValid = new Ajv({ allErrors: true }).compile(SCHEMA);

    it("have the form of CycloneDX 1.6, whatever the environment", async () => {
        for (const stack of ["small", "large"] as const) {
            const bom = JSON.parse(renderCycloneDx(materialsOf(await graphOfEnvironment(stack)))) as Bom;
            isValid(bom);
            assert.deepEqual(isValid.errors, null);
            const refs = [bom.metadata.component, ...bom.components].map((one) => one["bom-ref"]);
            assert.equal(new Set(refs).size, refs.length);
            const named = bom.dependencies.flatMap(({ dependsOn, ref }) => [ref, ...dependsOn]);
            assert.deepEqual(
                named.filter((ref) => !refs.includes(ref)),
                [],
            );
        }
    });

    it("are the same bytes for the same plan, and have another number for another", async () => {
        const first = renderCycloneDx(materialsOf(await graphOfEnvironment("small")));
        const again = renderCycloneDx(materialsOf(await graphOfEnvironment("small")));
        const mirrored = await graphOfEnvironment("small", { settings: { chartRegistry: MIRROR } });
        const other = renderCycloneDx(materialsOf(mirrored));
        assert.equal(first, again);
        const numbers = [first, other].map((text) => (JSON.parse(text) as Bom).serialNumber);
        assert.notEqual(numbers[0], numbers[1]);
    });

    it("name packages as package URLs", async () => {
        const { materials } = materialsOf(await graphOfEnvironment("large"));
        assert.deepEqual(materials.map(purlOf), [
            "pkg:generic/eks/kubernetes@1.36",
            "pkg:helm/karpenter@1.14.1?repository_url=oci://public.ecr.aws/karpenter",
            "pkg:helm/karpenter-crd@1.14.1?repository_url=oci://public.ecr.aws/karpenter",
            `pkg:oci/controller@${encodeURIComponent(CONTROLLER)}?repository_url=public.ecr.aws/karpenter/controller&tag=1.14.1`,
            "pkg:generic/eks-addon/aws-ebs-csi-driver@v1.66.0-eksbuild.1",
            "pkg:generic/eks-addon/coredns@v1.14.3-eksbuild.23",
            "pkg:generic/eks-addon/eks-node-monitoring-agent@v1.7.2-eksbuild.1",
            "pkg:generic/eks-addon/eks-pod-identity-agent@v1.3.10-eksbuild.3",
            "pkg:generic/eks-addon/kube-proxy@v1.36.0-eksbuild.25",
            "pkg:generic/eks-addon/metrics-server@v0.9.0-eksbuild.11",
            "pkg:generic/eks-addon/vpc-cni@v1.22.4-eksbuild.3",
            "pkg:generic/eks-ami/AL2023_ARM_64_STANDARD@1.36.4-20260930",
            "pkg:generic/eks-ami/al2023@v20260930",
            "pkg:github/pulumi/pulumi-aws@v7.48.0",
            "pkg:github/pulumi/pulumi-kubernetes@v4.34.2",
        ]);
    });
});
