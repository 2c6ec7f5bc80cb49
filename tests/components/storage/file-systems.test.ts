/** File systems of EFS and FSx: whole inputs, the way to them, classes of them, and every refusal. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { FileSystemWords } from "../../../components/storage/file-systems-schema";
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../../tools/facts/build";
import { FACTS } from "../../../tools/facts/index";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { diff } from "../../../tools/review/diff";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type FileSystems = NonNullable<EnvironmentShape["fileSystems"]>;

const withSystems = (fileSystems: FileSystems, shape: EnvironmentShape = ON_FARGATE): EnvironmentShape => ({
    ...shape,
    fileSystems,
});

const EFS = { kind: "efs" } as const;
const LUSTRE = { kind: "lustre", slot: "a", capacityGiB: 1200, throughputPerTiB: 250 } as const;
const ONTAP = {
    kind: "ontap",
    slots: ["a"],
    capacityGiB: 1024,
    throughputMBs: 384,
    storageVirtualMachines: { web: {} },
} as const;
const ZFS = { kind: "openzfs", slots: ["a"], capacityGiB: 64, throughputMBs: 160 } as const;

/** Inputs without the ids of what was made before. */
function inputsOf(graph: PlannedGraph, name: string): Record<string, unknown> {
    const {
        fileSystemId,
        preferredSubnetId,
        securityGroupIds,
        securityGroups,
        subnetId,
        subnetIds,
        ...rest
    } = objectOf(resourceNamed(graph, `file-system-mine-${name}`).inputs);
    for (const [id, form] of [
        [fileSystemId, /^fs-/],
        [preferredSubnetId, /^subnet-/],
        [securityGroupIds, /^sg-/],
        [securityGroups, /^sg-/],
        [subnetId, /^subnet-/],
        [subnetIds, /^subnet-/],
    ] as const) {
        if (id !== undefined) assert.match([id].flat().join(), form);
    }
    return rest;
}

const of = (words: FileSystemWords, shape?: EnvironmentShape) =>
    graphOfShape(withSystems({ mine: words }, shape));

/** `tcp 2049 in from nodes` of every rule of a file system. */
function waysTo(graph: PlannedGraph): string[] {
    return graph.resources
        .filter(
            ({ name, type }) => name.startsWith("file-system-mine-") && /SecurityGroup\w+Rule$/.test(type),
        )
        .map(({ inputs, name }) => {
            const { fromPort, ipProtocol, toPort } = objectOf(inputs);
            return `${name.replace("file-system-mine-", "").replace(/-(tcp|udp).*/, "")} ${String(ipProtocol)} ${String(fromPort)}-${String(toPort)}`;
        })
        .sort();
}

const TAGS = { Name: "platform-dev-mine" };

describe("fileSystems", () => {
    it("efs: encrypted, elastic, a mount target in each zone for the nodes, and backups", async () => {
        const graph = await of(EFS);
        assert.deepEqual(inputsOf(graph, "efs"), {
            encrypted: true,
            lifecyclePolicies: [],
            tags: TAGS,
            throughputMode: "elastic",
        });
        for (const slot of ["a", "b"]) assert.deepEqual(inputsOf(graph, `target-${slot}`), {});
        assert.equal(resourceNamed(graph, "file-system-mine-target-a").options.deleteBeforeReplace, true);
        assert.deepEqual(inputsOf(graph, "backups"), { backupPolicy: { status: "ENABLED" } });
        assert.deepEqual(waysTo(graph), ["nodes tcp 2049-2049"]);
        const rule = resourceNamed(graph, "file-system-mine-nodes-tcp-2049");
        assert.deepEqual(rule.propertyDependencies["referencedSecurityGroupId"], [
            resourceNamed(graph, "cluster-control-plane").urn,
        ]);
    });

    it("efs: says all that is asked of it", async () => {
        const graph = await of({
            ...EFS,
            throughput: { kind: "provisioned", mibs: 100 },
            lifecycle: { infrequentAccessDays: 1, backOnRead: true },
            backups: false,
            slot: "b",
            accessPoints: { web: { path: "/web", uid: 1000, gid: 1001 } },
        });
        assert.deepEqual(inputsOf(graph, "efs"), {
            availabilityZoneName: "us-east-1b",
            encrypted: true,
            lifecyclePolicies: [
                { transitionToIa: "AFTER_1_DAY" },
                { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
            ],
            provisionedThroughputInMibps: 100,
            tags: TAGS,
            throughputMode: "provisioned",
        });
        assert.deepEqual(inputsOf(graph, "backups"), { backupPolicy: { status: "DISABLED" } });
        assert.deepEqual(inputsOf(graph, "access-web"), {
            posixUser: { gid: 1001, uid: 1000 },
            rootDirectory: {
                creationInfo: { ownerGid: 1001, ownerUid: 1000, permissions: "750" },
                path: "/web",
            },
            tags: { Name: "platform-dev-file-system-mine-access-web" },
        });
        const targets = graph.resources.filter(({ type }) => type === "aws:efs/mountTarget:MountTarget");
        assert.deepEqual(
            targets.map(({ name }) => name),
            ["file-system-mine-target-b"],
        );
        const archive = await of({ ...EFS, lifecycle: { infrequentAccessDays: 30, archiveDays: 90 } });
        assert.deepEqual(inputsOf(archive, "efs")["lifecyclePolicies"], [
            { transitionToIa: "AFTER_30_DAYS" },
            { transitionToArchive: "AFTER_90_DAYS" },
        ]);
    });

    it("lustre: compressed, with a last backup, and ways back from its servers", async () => {
        const graph = await of(LUSTRE);
        assert.deepEqual(inputsOf(graph, "lustre"), {
            automaticBackupRetentionDays: 7,
            copyTagsToBackups: true,
            dataCompressionType: "LZ4",
            deploymentType: "PERSISTENT_2",
            fileSystemTypeVersion: "2.15",
            perUnitStorageThroughput: 250,
            skipFinalBackup: false,
            storageCapacity: 1200,
            storageType: "SSD",
            tags: TAGS,
        });
        const ports = ["tcp 1018-1023", "tcp 988-988"];
        const ways = ["callbacks", "nodes", "servers", "to-nodes", "to-servers"];
        assert.deepEqual(
            waysTo(graph),
            ways.flatMap((way) => ports.map((port) => `${way} ${port}`)),
        );
        const behind = ancestorsOf(graph, resourceNamed(graph, "file-system-mine-lustre").urn);
        assert.ok(behind.has(resourceNamed(graph, "file-system-mine-callbacks-tcp-988").urn));
        const scratch = await of({
            kind: "lustre",
            slot: "b",
            capacityGiB: 4800,
            deploymentType: "SCRATCH_2",
            compression: "NONE",
        });
        assert.deepEqual(inputsOf(scratch, "lustre"), {
            dataCompressionType: "NONE",
            deploymentType: "SCRATCH_2",
            fileSystemTypeVersion: "2.15",
            storageCapacity: 4800,
            storageType: "SSD",
            tags: TAGS,
        });
    });

    it("ontap: one zone or two, and machines that go with it", async () => {
        const graph = await of(ONTAP);
        assert.deepEqual(inputsOf(graph, "ontap"), {
            automaticBackupRetentionDays: 7,
            deploymentType: "SINGLE_AZ_2",
            storageCapacity: 1024,
            storageType: "SSD",
            tags: TAGS,
            throughputCapacity: 384,
        });
        assert.deepEqual(inputsOf(graph, "machine-web"), {
            name: "web",
            rootVolumeSecurityStyle: "UNIX",
            tags: { Name: "platform-dev-mine-web" },
        });
        const { replaceOnChanges } = resourceNamed(graph, "file-system-mine-machine-web").options;
        assert.deepEqual(replaceOnChanges, ["fileSystemId"]);
        assert.ok(waysTo(graph).includes("nodes tcp 443-443"));
        const two = await graphOfShape(
            withSystems({
                mine: {
                    ...ONTAP,
                    slots: ["a", "b"],
                    backupDays: 14,
                    storageVirtualMachines: {
                        web: { securityStyle: "MIXED", adminPassword: { secret: "svm" } },
                    },
                },
            }),
            { secrets: ["svm"] },
        );
        const { automaticBackupRetentionDays, deploymentType } = inputsOf(two, "ontap");
        assert.deepEqual([automaticBackupRetentionDays, deploymentType], [14, "MULTI_AZ_2"]);
        const machine = resourceNamed(two, "file-system-mine-machine-web");
        assert.match(JSON.stringify(objectOf(machine.inputs)["svmAdminPassword"]), /secret/);
    });

    it("openzfs: compressed, exported to whoever the security group lets in", async () => {
        const graph = await of(ZFS);
        assert.deepEqual(inputsOf(graph, "openzfs"), {
            automaticBackupRetentionDays: 7,
            copyTagsToBackups: true,
            copyTagsToVolumes: true,
            deploymentType: "SINGLE_AZ_2",
            rootVolumeConfiguration: {
                dataCompressionType: "LZ4",
                nfsExports: { clientConfigurations: [{ clients: "*", options: ["rw", "crossmnt"] }] },
            },
            skipFinalBackup: false,
            storageCapacity: 64,
            storageType: "SSD",
            tags: TAGS,
            throughputCapacity: 160,
        });
        const two = await of({
            ...ZFS,
            slots: ["b", "a"],
            compression: "ZSTD",
            finalBackup: false,
            backupDays: 30,
        });
        const { automaticBackupRetentionDays, deploymentType, skipFinalBackup } = inputsOf(two, "openzfs");
        assert.deepEqual(
            [automaticBackupRetentionDays, deploymentType, skipFinalBackup],
            [30, "MULTI_AZ_1", true],
        );
        assert.deepEqual(waysTo(graph), [
            "nodes tcp 111-111",
            "nodes tcp 20001-20003",
            "nodes tcp 2049-2049",
            "nodes udp 111-111",
            "nodes udp 20001-20003",
            "nodes udp 2049-2049",
        ]);
    });

    it("are encrypted with the environment's key for volumes, and kept where they are to be", async () => {
        for (const [words, name] of [
            [EFS, "efs"],
            [LUSTRE, "lustre"],
            [ONTAP, "ontap"],
            [ZFS, "openzfs"],
        ] as const) {
            const graph = await of({ ...words, keepForever: true }, ON_NODES);
            const { inputs, options } = resourceNamed(graph, `file-system-mine-${name}`);
            assert.match(String(objectOf(inputs)["kmsKeyId"]), /^arn:aws:kms:/, name);
            assert.deepEqual([options.protect, options.retainOnDelete], [true, true], name);
            const goes = resourceNamed(await of(words), `file-system-mine-${name}`);
            assert.equal(objectOf(goes.inputs)["kmsKeyId"], undefined, name);
            assert.equal(goes.options.retainOnDelete, undefined, name);
        }
    });

    it("a class makes volumes of one by its name, and goes before it", async () => {
        const shape: EnvironmentShape = {
            ...withSystems({ shared: EFS, zfs: ZFS }, ON_NODES),
            addons: { ...ON_NODES.addons, "aws-efs-csi-driver": {} },
            storageClasses: { shared: { driver: "efs", fileSystem: "shared", default: true } },
        };
        const graph = await graphOfShape(shape);
        const made = resourceNamed(graph, "storage-class-shared-class");
        const { parameters } = objectOf(made.inputs);
        const { fileSystemId, ...known } = objectOf(parameters);
        assert.match(String(fileSystemId), /^fs-0[0-9a-f]{16}$/);
        assert.deepEqual(known, { directoryPerms: "700", provisioningMode: "efs-ap" });
        const behind = ancestorsOf(graph, made.urn);
        for (const name of ["shared-efs", "shared-target-a", "zfs-openzfs"]) {
            assert.ok(behind.has(resourceNamed(graph, `file-system-${name}`).urn), name);
        }
    });

    it("a change of where or how it is stored replaces it, of how fast it is does not", async () => {
        const operation = async (name: string, before: FileSystemWords, after: FileSystemWords) => {
            const { changes } = diff(await of(before), await of(after), FACTS);
            return changes.find(({ urn }) => urn.endsWith(`::file-system-mine-${name}`))?.operation;
        };
        assert.equal(await operation("efs", EFS, { ...EFS, slot: "a" }), "replace");
        assert.equal(await operation("efs", EFS, { ...EFS, throughput: { kind: "bursting" } }), "update");
        assert.equal(await operation("lustre", LUSTRE, { ...LUSTRE, capacityGiB: 2400 }), "update");
        assert.equal(await operation("lustre", LUSTRE, { ...LUSTRE, slot: "b" }), "replace");
        assert.equal(await operation("lustre", LUSTRE, { ...LUSTRE, version: "2.12" }), "replace");
        assert.equal(await operation("openzfs", ZFS, { ...ZFS, throughputMBs: 320 }), "update");
        assert.equal(
            await operation("openzfs", ZFS, { ...ZFS, deploymentType: "SINGLE_AZ_HA_2" }),
            "replace",
        );
        const moved: FileSystemWords = { ...ONTAP, slots: ["b"] };
        assert.equal(await operation("ontap", ONTAP, moved), "replace");
        assert.equal(await operation("machine-web", ONTAP, moved), "replace");
    });
});

describe("fileSystems, refused", () => {
    const at = "stacks/dev.ts › fileSystems.mine";
    const refusalsOf = (words: FileSystemWords) =>
        refusedOf(withSystems({ mine: words })).map((line) => line.replace(at, ""));

    it("what EFS would not take", () => {
        assert.deepEqual(
            refusalsOf({
                ...EFS,
                slot: "d",
                throughput: { kind: "provisioned", mibs: 0 },
                lifecycle: { infrequentAccessDays: 90, archiveDays: 60 },
                accessPoints: { web: { path: "web", uid: -1, gid: 1.5, permissions: "rwx" } },
            }),
            [
                '.slot: no zone sits in this slot (got "d"). Choose from a, b.',
                ".throughput.mibs: not within 1 to 3414 (got 0). Choose a whole number within.",
                '.lifecycle.archiveDays: files go to Archive with elastic throughput alone (got 60). Remove it, or use throughput: { kind: "elastic" }.',
                ".lifecycle.archiveDays: a file goes to Archive later than to Infrequent Access (got 60). Choose more than 90.",
                '.accessPoints.web.path: not a path from the root of the file system (got "web"). Begin it with /.',
                '.accessPoints.web.permissions: not rights of a directory in octal (got "rwx"). Write three digits, such as "750".',
                ".accessPoints.web.uid: not within 0 to 4294967295 (got -1). Choose a whole number within.",
                ".accessPoints.web.gid: not within 0 to 4294967295 (got 1.5). Choose a whole number within.",
            ],
        );
    });

    it("what FSx would not take", () => {
        assert.deepEqual(refusalsOf({ ...LUSTRE, capacityGiB: 3600 }), [
            ".capacityGiB: PERSISTENT_2 is made in sizes of its own (got 3600). Write 1200, 2400, or a multiple of 2400.",
        ]);
        const first = { kind: "lustre", slot: "a", capacityGiB: 3600, deploymentType: "SCRATCH_1" } as const;
        assert.deepEqual(refusalsOf(first), []);
        assert.deepEqual(refusalsOf({ ...first, backupDays: 7, throughputPerTiB: 50 }), [
            ".throughputPerTiB: SCRATCH_1 has a throughput of its own (got 50). Remove it, or use PERSISTENT_2.",
            ".backupDays: SCRATCH_1 has no backups (got 7). Remove it, or use PERSISTENT_2.",
        ]);
        assert.deepEqual(
            refusalsOf({
                ...ONTAP,
                deploymentType: "MULTI_AZ_1",
                capacityGiB: 512,
                backupDays: 91,
                storageVirtualMachines: { "my-web": {} },
            }),
            [
                ".slots: MULTI_AZ_1 lies in two zones (got 1). Name two.",
                ".capacityGiB: not within 1024 to 524288 (got 512). Choose a whole number within.",
                ".throughputMBs: MULTI_AZ_1 has one of its own throughputs (got 384). Choose 128, 256, 512, 1024, 2048, 4096.",
                '.storageVirtualMachines.my-web: not a name of a storage virtual machine (got "my-web"). Write up to 47 letters, digits and underscores.',
                ".backupDays: not within 0 to 90 (got 91). Choose a whole number within.",
            ],
        );
        assert.deepEqual(refusalsOf({ ...ZFS, slots: ["a", "a"], deploymentType: "SINGLE_AZ_1" }), [
            '.slots[1]: named already (got "a"). Name each once.',
            ".slots: SINGLE_AZ_1 lies in one zone (got 2). Name one, or use MULTI_AZ.",
            ".throughputMBs: SINGLE_AZ_1 has one of its own throughputs (got 160). Choose 64, 128, 256, 512, 1024, 2048, 3072, 4096.",
        ]);
    });

    it("File Cache, a name that is none, and a secret nobody set", () => {
        assert.deepEqual(refusalsOf({ kind: "file-cache" }), [
            '.kind: the driver of File Cache has had no release since 2025-04, and its sidecars are of Kubernetes 1.23 (got "file-cache"). Use kind: "lustre", or make the cache in own and name it in a PersistentVolume.',
        ]);
        assert.deepEqual(refusedOf(withSystems({ "My-Files": EFS })), [
            'stacks/dev.ts › fileSystems.My-Files: not a name of a file system (got "My-Files"). Write up to 40 small letters, digits and hyphens.',
        ]);
        assert.deepEqual(
            refusalsOf({ ...ONTAP, storageVirtualMachines: { web: { adminPassword: { secret: "svm" } } } }),
            [
                '.storageVirtualMachines.web.adminPassword.secret: Pulumi.dev.yaml does not hold eks-platform:svm, encrypted (got "svm"). Add it: pulumi config set --secret svm --stack dev.',
            ],
        );
    });

    it("a class of a file system that is not there, or of another kind", () => {
        const shape: EnvironmentShape = {
            ...withSystems({ shared: EFS, zfs: ZFS }, ON_NODES),
            addons: { ...ON_NODES.addons, "aws-efs-csi-driver": {} },
            storageClasses: {
                one: { driver: "efs", fileSystem: "zfs" },
                two: { driver: "efs", fileSystem: "sharde" },
            },
        };
        const what = "no file system of kind efs has this name";
        assert.deepEqual(refusedOf(shape), [
            `stacks/dev.ts › storageClasses.one.fileSystem: ${what} (got "zfs"). Known: shared; or write the id of another, fs-….`,
            `stacks/dev.ts › storageClasses.two.fileSystem: ${what} (got "sharde"). Did you mean "shared"? Known: shared; or write the id of another, fs-….`,
        ]);
    });

    it("says where nothing takes backups", () => {
        const said = (words: FileSystemWords): readonly Json[] =>
            plannedOf(withSystems({ mine: words })).notices.filter((notice) => notice.includes("backups"));
        assert.deepEqual(said({ ...EFS, backups: false }), [
            "Nothing takes backups of file system mine: fileSystems.mine.backups is false",
        ]);
        assert.deepEqual(said({ ...ZFS, backupDays: 0 }), [
            "Nothing takes backups of file system mine: fileSystems.mine.backupDays is 0",
        ]);
        assert.deepEqual([...said(EFS), ...said(ZFS), ...said(ONTAP)], []);
    });
});
