/** StorageClasses as data: what each driver is told, what of a class replaces it, and every refusal. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { StorageClassWords } from "../../../components/storage/storage-classes-schema";
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../../tools/facts/build";
import { FACTS } from "../../../tools/facts/index";
import { diff } from "../../../tools/review/diff";
import { AUTO_MODE, FARGATE } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Classes = NonNullable<EnvironmentShape["storageClasses"]>;

const withClasses = (storageClasses: Classes, shape: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...shape,
    storageClasses,
});

/** Inputs of a class without what they all have. */
async function classOf(words: StorageClassWords, shape?: EnvironmentShape): Promise<Record<string, Json>> {
    const graph = await graphOfShape(withClasses({ mine: words }, shape));
    const { apiVersion, kind, ...inputs } = objectOf(resourceNamed(graph, "storage-class-mine-class").inputs);
    assert.deepEqual([apiVersion, kind], ["storage.k8s.io/v1", "StorageClass"]);
    return inputs;
}

const named = (isDefault = "false") => ({
    annotations: { "storageclass.kubernetes.io/is-default-class": isDefault },
    name: "mine",
});

const AT = "stacks/dev.ts › storageClasses.mine";

function refusalsOf(words: StorageClassWords, shape?: EnvironmentShape): readonly string[] {
    return refusedOf(withClasses({ mine: words }, shape)).map((line) => line.replace(AT, ""));
}

describe("storageClasses", () => {
    it("ebs: encrypted gp3 in the zone of its pod, unless a word says otherwise", async () => {
        assert.deepEqual(await classOf({ driver: "ebs" }, ON_FARGATE), {
            allowVolumeExpansion: true,
            metadata: named(),
            parameters: { encrypted: "true", type: "gp3" },
            provisioner: "ebs.csi.aws.com",
            reclaimPolicy: "Delete",
            volumeBindingMode: "WaitForFirstConsumer",
        });
    });

    it("ebs: tells the driver every word as the text it reads", async () => {
        const { parameters, ...rest } = await classOf({
            driver: "ebs",
            type: "io2",
            iops: 10000,
            encrypted: false,
            fileSystem: "xfs",
            initializationRateMiBs: 300,
            reclaimPolicy: "Retain",
            volumeBindingMode: "Immediate",
            expansion: false,
            mountOptions: ["noatime"],
            slots: ["a", "b"],
        });
        assert.deepEqual(parameters, {
            "csi.storage.k8s.io/fstype": "xfs",
            encrypted: "false",
            iops: "10000",
            type: "io2",
            volumeInitializationRate: "300",
        });
        assert.deepEqual(rest, {
            allowVolumeExpansion: false,
            allowedTopologies: [
                {
                    matchLabelExpressions: [
                        { key: "topology.kubernetes.io/zone", values: ["us-east-1a", "us-east-1b"] },
                    ],
                },
            ],
            metadata: named(),
            mountOptions: ["noatime"],
            provisioner: "ebs.csi.aws.com",
            reclaimPolicy: "Retain",
            volumeBindingMode: "Immediate",
        });
    });

    it("encrypts with the environment's own key, where it has one", async () => {
        const { parameters } = await classOf({ driver: "ebs", throughputMiBs: 250, iopsPerGiB: 10 });
        const { kmsKeyId, ...known } = objectOf(parameters);
        assert.match(String(kmsKeyId), /^arn:aws:kms:/);
        assert.deepEqual(known, { encrypted: "true", iopsPerGB: "10", throughput: "250", type: "gp3" });
        const graph = await graphOfShape(withClasses({ mine: { driver: "ebs" } }));
        const { propertyDependencies } = resourceNamed(graph, "storage-class-mine-class");
        assert.equal(propertyDependencies["parameters"]?.length, 1);
    });

    it("auto-mode: its own driver, told of the environment's tags by the class alone", async () => {
        const { parameters, provisioner } = await classOf({ driver: "auto-mode" }, AUTO_MODE);
        assert.equal(provisioner, "ebs.csi.eks.amazonaws.com");
        const tags = Object.entries(objectOf(parameters)).filter(([key]) =>
            key.startsWith("tagSpecification"),
        );
        assert.deepEqual(tags[0], ["tagSpecification_1", "cluster=platform-dev"]);
    });

    it("one of them takes the place of the kit's default, which stays beside it", async () => {
        const graph = await graphOfShape(withClasses({ mine: { driver: "ebs", default: true } }));
        const annotationsOf = (name: string) =>
            objectOf(objectOf(objectOf(resourceNamed(graph, name).inputs)["metadata"])["annotations"]);
        assert.deepEqual(annotationsOf("storage-class-mine-class"), named("true").annotations);
        assert.deepEqual(annotationsOf("storage-class-gp3"), named("false").annotations);
    });

    it("what the API server takes no other value of replaces the class; the rest changes in place", async () => {
        const before = await graphOfShape(withClasses({ mine: { driver: "ebs" } }));
        const operation = async (words: StorageClassWords) => {
            const { changes } = diff(before, await graphOfShape(withClasses({ mine: words })), FACTS);
            return changes.find(({ urn }) => urn.endsWith("StorageClass::storage-class-mine-class"))
                ?.operation;
        };
        assert.equal(await operation({ driver: "ebs", reclaimPolicy: "Retain" }), "replace");
        assert.equal(await operation({ driver: "ebs", volumeBindingMode: "Immediate" }), "replace");
        assert.equal(await operation({ driver: "ebs", type: "gp2" }), "replace");
        assert.equal(await operation({ driver: "ebs", encrypted: false }), "replace");
        assert.equal(await operation({ driver: "ebs", mountOptions: ["noatime"] }), "update");
        assert.equal(await operation({ driver: "ebs", slots: ["a"] }), "update");
        assert.equal(await operation({ driver: "ebs", expansion: false }), "update");
        assert.equal(await operation({ driver: "ebs", default: true }), "update");
    });

    it("says which classes make volumes without encryption", () => {
        const said = (words: StorageClassWords) =>
            plannedOf(withClasses({ mine: words })).notices.filter((notice) =>
                notice.includes("StorageClass"),
            );
        assert.deepEqual(said({ driver: "ebs", encrypted: false }), [
            "StorageClass mine makes volumes without encryption",
        ]);
        assert.deepEqual(said({ driver: "ebs" }), []);
    });
});

describe("storageClasses, refused", () => {
    it("what EBS would make no volume of", () => {
        assert.deepEqual(refusalsOf({ driver: "ebs", type: "st1", iops: 500, throughputMiBs: 500 }), [
            ".iops: volumes of type st1 have the operations of their size (got 500). Remove it, or use type gp3, io1 or io2.",
            ".throughputMiBs: volumes of type st1 have the throughput of their size (got 500). Remove it, or use type gp3.",
        ]);
        assert.deepEqual(refusalsOf({ driver: "ebs", iops: 2999, iopsPerGiB: 1.5, throughputMiBs: 124 }), [
            ".iopsPerGiB: the driver takes one of the two, iops or iopsPerGiB (got 1.5). Remove one.",
            ".iops: a volume of type gp3 has 3000 operations a second at least (got 2999). Write 3000 or more, or leave it out.",
            ".iopsPerGiB: not a whole number (got 1.5). Write a whole one, not below 0.",
            ".throughputMiBs: a volume of type gp3 has 125 MiB a second at least (got 124). Write 125 or more.",
        ]);
        assert.deepEqual(refusalsOf({ driver: "ebs", iops: 3000, throughputMiBs: 125 }), []);
        assert.deepEqual(refusalsOf({ driver: "ebs", initializationRateMiBs: 301 }), [
            ".initializationRateMiBs: EBS fills a volume at 100 to 300 MiB a second (got 301). Choose within, or leave it out.",
        ]);
    });

    it("a slot without a zone", () => {
        assert.deepEqual(refusalsOf({ driver: "ebs", slots: ["a", "d"] }), [
            '.slots[1]: no zone sits in this slot (got "d"). Choose from a, b.',
        ]);
    });

    it("two defaults, and the name of the kit's own", () => {
        assert.deepEqual(
            refusedOf(
                withClasses({
                    one: { driver: "ebs", default: true },
                    two: { driver: "ebs", default: true },
                    gp3: { driver: "ebs" },
                    Three: { driver: "ebs" },
                }),
            ),
            [
                'stacks/dev.ts › storageClasses.Three: not a name of a class (got "Three"). Write small letters, digits, hyphens and dots, with a letter or digit at both ends.',
                "stacks/dev.ts › storageClasses.two.default: storageClasses.one is the default already (got true). Leave one of them.",
                "stacks/dev.ts › storageClasses.gp3: the kit's own class has this name. Name it otherwise, with default: true where it is to take its place.",
            ],
        );
    });

    it("a driver the environment does not have, with the way to it", () => {
        const addon = (name: string) =>
            `the environment does not have the driver, add-on ${name} (got DRIVER). Ask for it with addons: { "${name}": {} }.`;
        const chart = (name: string) =>
            `the environment does not have the driver, chart ${name} (got DRIVER). Ask for it with catalogue: { "${name}": {} }.`;
        const wanted: readonly (readonly [StorageClassWords, string])[] = [
            [{ driver: "efs", fileSystem: "fs-0123456789abcdef0" }, addon("aws-efs-csi-driver")],
            [{ driver: "lustre", slot: "a" }, addon("aws-fsx-csi-driver")],
            [{ driver: "instance-store" }, addon("aws-ec2-local-instance-store-csi-driver")],
            [
                { driver: "openzfs", fileSystem: "fsvol-0123456789abcdef0" },
                chart("aws-fsx-openzfs-csi-driver"),
            ],
            [{ driver: "ontap", backend: "ontap-nas" }, chart("trident-operator")],
            [
                { driver: "auto-mode" },
                "compute of kind karpenter has no such driver: the driver is Auto Mode's (got DRIVER). Remove it.",
            ],
        ];
        for (const [words, text] of wanted) {
            assert.deepEqual(refusalsOf(words), [`.driver: ${text.replace("DRIVER", `"${words.driver}"`)}`]);
        }
        assert.deepEqual(refusalsOf({ driver: "ebs" }, AUTO_MODE), [
            '.driver: nodes of Auto Mode have a driver of their own (got "ebs"). Use driver: "auto-mode".',
        ]);
        assert.deepEqual(refusalsOf({ driver: "ebs" }, FARGATE), [
            '.driver: compute of kind fargate has no such driver: Fargate mounts no volume of EBS (got "ebs"). Remove it.',
        ]);
        assert.deepEqual(refusalsOf({ driver: "efs", fileSystem: "fs-0123456789abcdef0" }, FARGATE), [
            '.driver: compute of kind fargate has no such driver: Fargate runs no driver of volumes: it mounts file systems of EFS that a PersistentVolume names, and nothing else (got "efs"). Remove it.',
        ]);
    });

    it("takes a driver that came as somebody else's add-on or chart", () => {
        const charts = {
            trident: {
                repository: "https://netapp.github.io/trident-helm-chart",
                chart: "trident-operator",
                version: "100.2606.0",
                namespace: { name: "trident" },
                pods: "unknown",
            },
        } as const;
        assert.deepEqual(refusalsOf({ driver: "ontap", backend: "ontap-nas" }, { ...ON_NODES, charts }), []);
        const addons = { ...ON_NODES.addons, "aws-fsx-csi-driver": {} };
        assert.deepEqual(refusalsOf({ driver: "lustre", slot: "a" }, { ...ON_NODES, addons }), []);
        const catalogue = { name: "efs", chart: "aws-efs-csi-driver" };
        assert.deepEqual(
            refusalsOf(
                { driver: "efs", fileSystem: "fs-0123456789abcdef0" },
                {
                    ...ON_NODES,
                    charts: { efs: { ...charts.trident, chart: catalogue.chart } },
                },
            ),
            [],
        );
    });

    it("a class of S3, whatever is installed", () => {
        assert.deepEqual(refusalsOf({ driver: "s3" }), [
            '.driver: Mountpoint for Amazon S3 makes no bucket for a claim, so it has no class (got "s3"). Write a PersistentVolume that names the bucket, and a claim with storageClassName: "".',
        ]);
    });

    it("words that a driver reads otherwise, or not at all", () => {
        const addons = { ...ON_NODES.addons, "aws-efs-csi-driver": {} };
        const shape: EnvironmentShape = { ...ON_NODES, addons };
        const efs = { driver: "efs", fileSystem: "fs-0123456789abcdef0" } as const;
        assert.deepEqual(
            refusalsOf(
                {
                    ...efs,
                    directoryPermissions: "rwx",
                    gid: -1,
                    uid: 1.5,
                    gids: { from: 2000, to: 1000 },
                    basePath: "data",
                },
                shape,
            ),
            [
                '.directoryPermissions: not rights of a directory in octal (got "rwx"). Write three digits, such as "700".',
                ".gid: not a whole number (got -1). Write a whole one, not below 0.",
                ".uid: not a whole number (got 1.5). Write a whole one, not below 0.",
                '.gids: every directory has the one gid (got {"from":2000,"to":1000}). Remove gid or gids.',
                '.gids: not a range of groups (got {"from":2000,"to":1000}). Write from and to, whole and above 0.',
                '.basePath: not a path from the root of the file system (got "data"). Begin it with /.',
            ],
        );
        const lustre = { driver: "lustre", slot: "a" } as const;
        const wrong = (words: StorageClassWords) =>
            refusalsOf(words).filter((line) => !line.startsWith(".driver"));
        assert.deepEqual(wrong({ ...lustre, throughputPerTiB: 125 }), [
            ".throughputPerTiB: SCRATCH_2 has a throughput of its own (got 125). Remove it, or use PERSISTENT_2.",
        ]);
        assert.deepEqual(wrong({ ...lustre, deploymentType: "PERSISTENT_2" }), [
            ".throughputPerTiB: PERSISTENT_2 has one of its own throughputs. Choose 125, 250, 500, 1000.",
        ]);
        assert.deepEqual(wrong({ ...lustre, deploymentType: "PERSISTENT_1", throughputPerTiB: 125 }), [
            ".throughputPerTiB: PERSISTENT_1 has one of its own throughputs (got 125). Choose 50, 100, 200.",
        ]);
        assert.deepEqual(wrong({ driver: "ontap", backend: "ontap-nas", fileSystem: "xfs" }), [
            '.fileSystem: a backend ontap-nas gives files over NFS, which nobody formats (got "xfs"). Remove it, or use ontap-san.',
        ]);
    });
});
