/** Charts of storage: what their roles reach, what they need beside them, and what is refused of their words. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const WITH_SNAPSHOTS: EnvironmentShape = {
    ...ON_NODES,
    addons: { ...ON_NODES.addons, "snapshot-controller": {} },
};

function withChart(catalogue: NonNullable<EnvironmentShape["catalogue"]>): EnvironmentShape {
    return { ...WITH_SNAPSHOTS, catalogue };
}

/** What the role of a chart reaches, by the name of each statement. */
function reachedIn(graph: PlannedGraph, chart: string): Readonly<Record<string, unknown>> {
    const [policy] = graph.resources.filter(
        ({ name, type }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith(`chart-${chart}`),
    );
    const { Statement } = JSON.parse(String(objectOf(policy?.inputs)["policy"])) as {
        readonly Statement: readonly { readonly Sid: string; readonly Resource: unknown }[];
    };
    return Object.fromEntries(Statement.map(({ Resource, Sid }) => [Sid, Resource]));
}

describe("velero", () => {
    const bucket = "platform-dev-copies";

    it("writes to its folder of one bucket and nowhere else", async () => {
        const graph = await graphOfShape(withChart({ velero: { bucket, prefix: "dev" } }));
        assert.deepEqual(reachedIn(graph, "velero"), {
            KeepCopies: `arn:aws:s3:::${bucket}/dev/*`,
            ListCopies: `arn:aws:s3:::${bucket}`,
        });
        const { configuration, credentials, snapshotsEnabled } = objectOf(
            objectOf(resourceNamed(graph, "chart-velero-release").inputs)["values"],
        );
        assert.deepEqual(
            { configuration, credentials, snapshotsEnabled },
            {
                configuration: {
                    backupStorageLocation: [
                        {
                            bucket,
                            config: { region: "us-east-1" },
                            default: true,
                            name: "default",
                            prefix: "dev",
                            provider: "aws",
                        },
                    ],
                    features: "EnableCSI",
                    volumeSnapshotLocation: [],
                },
                credentials: { useSecret: false },
                snapshotsEnabled: false,
            },
        );
    });

    it("lets pods at the folders of nodes where files are copied, and nowhere else", async () => {
        const levelOf = async (words: { readonly copiesFiles?: boolean }) => {
            const graph = await graphOfShape(withChart({ velero: { bucket, ...words } }));
            const { labels } = objectOf(
                objectOf(resourceNamed(graph, "chart-velero-namespace").inputs)["metadata"],
            );
            return labels;
        };
        assert.deepEqual(await levelOf({}), { "pod-security.kubernetes.io/enforce": "baseline" });
        assert.deepEqual(await levelOf({ copiesFiles: true }), {
            "pod-security.kubernetes.io/enforce": "privileged",
        });
    });

    it("is refused without what makes snapshots, and with words that would copy nothing", () => {
        assert.deepEqual(refusedOf({ ...ON_NODES, catalogue: { velero: { bucket } } }), [
            "stacks/dev.ts › catalogue.velero: needs addons.snapshot-controller, which the environment does not have: " +
                "the copies of volumes are snapshots that a driver makes for it. " +
                "Add addons.snapshot-controller, or remove it.",
        ]);
        const schedules = { nightly: { cron: "3 o'clock", keepHours: 0, namespaces: [] } };
        assert.deepEqual(
            refusedOf(
                withChart({ velero: { bucket: "s3://copies", keyArn: "alias/copies", schedules } }),
            ).map(
                (message) => message.replace(/^stacks\/dev\.ts › catalogue\.velero\./, "").split(" (got")[0],
            ),
            [
                "bucket: not a bucket's name",
                "keyArn: not the ARN of a key",
                "schedules.nightly.cron: not five fields of cron",
                "schedules.nightly.keepHours: not hours",
                "schedules.nightly.namespaces: holds nothing. Name one, or remove the word.",
            ],
        );
    });
});

describe("one pod of storage's charts", () => {
    it("refuses replicas of velero and trident, which would change nothing", () => {
        const charts = {
            velero: { bucket: "platform-dev-copies", replicas: 2 },
            "trident-operator": { replicas: 3 },
        };
        const at = "stacks/dev.ts › catalogue.";
        assert.deepEqual([...refusedOf(withChart(charts))].sort(), [
            `${at}trident-operator.replicas: one pod always: the chart has one operator, which makes one controller (got 3). Remove it.`,
            `${at}velero.replicas: one pod always: two would make each copy twice (got 2). Remove it.`,
        ]);
    });
});

describe("trident-operator", () => {
    it("hands its role to the controller by Pod Identity, and reads the secrets that are named", async () => {
        const secret = "arn:aws:secretsmanager:us-east-1:210987654321:secret:svm-AbCdEf";
        const graph = await graphOfShape(withChart({ "trident-operator": { secrets: [secret] } }));
        assert.deepEqual(reachedIn(graph, "trident-operator")["ReadPasswords"], [secret]);
        const accounts = graph.resources
            .filter(({ type }) => type === "aws:eks/podIdentityAssociation:PodIdentityAssociation")
            .map(({ inputs }) => objectOf(inputs))
            .filter(({ namespace }) => namespace === "trident");
        assert.deepEqual(
            accounts.map(({ serviceAccount }) => serviceAccount),
            ["trident-controller"],
        );
        const values = objectOf(
            objectOf(resourceNamed(graph, "chart-trident-operator-release").inputs)["values"],
        );
        assert.equal(values["cloudProvider"], undefined);
    });

    it("refuses what is no secret, and the words that stop its operator", () => {
        assert.deepEqual(
            refusedOf(
                withChart({ "trident-operator": { secrets: ["svm"], values: { cloudProvider: "AWS" } } }),
            ).length,
            2,
        );
    });
});

describe("aws-fsx-openzfs-csi-driver", () => {
    it("has what makes snapshots before it, and calls AWS from its controller alone", async () => {
        const graph = await graphOfShape(withChart({ "aws-fsx-openzfs-csi-driver": {} }));
        const values = objectOf(
            objectOf(resourceNamed(graph, "chart-aws-fsx-openzfs-csi-driver-release").inputs)["values"],
        );
        assert.deepEqual(objectOf(objectOf(values["sidecars"])["snapshotter"])["forceEnable"], true);
        assert.deepEqual(Object.keys(reachedIn(graph, "aws-fsx-openzfs-csi-driver")), [
            "MakeFileSystemsVolumesAndSnapshots",
            "SeeFileSystemsVolumesAndSnapshots",
            "MakeTheRoleOfFsx",
        ]);
    });
});
