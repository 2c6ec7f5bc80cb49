/** Velero: copies of Kubernetes' objects in a bucket, and snapshots of their volumes by the drivers. */
import { SYSTEM_TOLERATION } from "../shared/pods";
import { partitionOf } from "../shared/regions";
import type { IdentityWords } from "../shared/workload-schema";
import { type ChartSite, defineChart } from "./definition";
import type { Values } from "./values";
import { checkOptions, OPTIONS, type Options } from "./velero-words";

const SOURCE = "vmware-tanzu/helm-charts";

const SERVICE_ACCOUNT = "velero-server";

const IMAGE = "velero/velero";

/**
 * Of the same row of the plugin's table of compatibility as Velero 1.18.
 * Source: velero-io/velero-plugin-for-aws README.md, "Compatibility"; v1.14.3 on proxy.golang.org, 2026-11.
 */
const PLUGIN = { path: "velero/velero-plugin-for-aws", tag: "v1.14.3" } as const;

/** Source: the defaults of velero install, pkg/install/resources.go of v1.18.1; the limit of CPU is left out. */
const SIZE = { cpu: "500m", memory: "128Mi" };

/** What the agent gets, so that a plan can reckon with it: it asks for nothing of its own. */
const AGENT_SIZE = { cpu: "50m", memory: "128Mi" };

export const velero = defineChart({
    repository: "https://vmware-tanzu.github.io/helm-charts",
    version: {
        value: "12.1.0",
        source: `${SOURCE} charts/velero/Chart.yaml, tag velero-12.1.0`,
        seen: "2026-06-25",
        address: `https://github.com/${SOURCE}/releases/tag/velero-12.1.0`,
    },
    namespace: { name: "velero", podSecurity: { enforce: "baseline" } },
    // Its agent reads the volumes of a node through the node's own folders.
    podSecurity: ({ options: { copiesFiles = false } }) => ({
        enforce: copiesFiles ? "privileged" : "baseline",
    }),
    phase: "releases",
    leftOut: {
        fargate: "its pods call AWS by Pod Identity, whose agent Fargate does not run",
        none: "there is nothing to run it on",
    },
    options: OPTIONS,
    check: ({ options }) => checkOptions(options),
    identity: ({ options, site }) => ({
        serviceAccount: SERVICE_ACCOUNT,
        statements: statements(site, options),
    }),
    endpoints: ["eks-auth", "s3"],
    needs: [
        {
            word: "addons.snapshot-controller",
            why: "the copies of volumes are snapshots that a driver makes for it",
        },
    ],
    alone: "two would make each copy twice",
    pods: ({ options: { copiesFiles = false } }) => [
        {
            name: "velero",
            kind: "Deployment",
            labels: { "app.kubernetes.io/name": "velero", name: "velero" },
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas: 1,
        },
        ...(copiesFiles
            ? [
                  {
                      name: "node-agent",
                      kind: "DaemonSet" as const,
                      labels: { "app.kubernetes.io/name": "velero", name: "node-agent" },
                      tolerations: [{ operator: "Exists" as const }],
                      requests: AGENT_SIZE,
                  },
              ]
            : []),
    ],
    values: ({ options, site }) => values(site, options),
    images: [IMAGE, PLUGIN.path].map((path) => `docker.io/${path}`),
    definitions: {
        home: "crds",
        names: [
            "backuprepositories.velero.io",
            "backups.velero.io",
            "backupstoragelocations.velero.io",
            "datadownloads.velero.io",
            "datauploads.velero.io",
            "deletebackuprequests.velero.io",
            "downloadrequests.velero.io",
            "podvolumebackups.velero.io",
            "podvolumerestores.velero.io",
            "restores.velero.io",
            "schedules.velero.io",
            "serverstatusrequests.velero.io",
            "volumesnapshotlocations.velero.io",
        ],
        kept: true,
    },
    // They bring the definitions up to date before anything else.
    hooks: [
        "ClusterRole/velero-upgrade-crds",
        "ClusterRoleBinding/velero-upgrade-crds",
        "Job/velero-upgrade-crds",
        "ServiceAccount/velero-server-upgrade-crds",
    ],
    leaves: [{ kinds: ["Backup"], what: "copies in the bucket, and the snapshots that belong to them" }],
    reserved: [
        {
            path: "configuration.backupStorageLocation",
            why: "is the bucket its role may write to",
            remedy: "Set bucket beside values",
        },
        {
            path: "credentials",
            why: "would be keys that do not expire, and Pod Identity hands out a role here",
            remedy: "Remove it",
        },
        {
            path: "deployNodeAgent",
            why: "starts pods on every node",
            remedy: "Set copiesFiles beside values",
        },
        { path: "initContainers", why: "brings what writes to S3", remedy: "Remove it" },
        { path: "podAnnotations", why: "keeps the pods where the kit places them", remedy: "Remove it" },
        { path: "schedules", why: "are words beside values", remedy: "Set schedules beside values" },
        { path: "serviceAccount", why: "is the one its role trusts", remedy: "Remove it" },
        { path: "tolerations", why: "lets the pods start where the kit places them", remedy: "Remove it" },
    ],
});

/** Source of the keys: charts/velero/values.yaml of chart 12.1.0. */
function values({ imageRegistry, region }: ChartSite, options: Options): Values {
    const { bucket, copiesFiles = false, keyArn, prefix, schedules = {} } = options;
    return {
        backupsEnabled: true,
        configuration: {
            backupStorageLocation: [
                {
                    bucket,
                    config: { region, ...(keyArn === undefined ? {} : { kmsKeyId: keyArn }) },
                    default: true,
                    name: "default",
                    ...(prefix === undefined ? {} : { prefix }),
                    provider: "aws",
                },
            ],
            features: "EnableCSI",
            volumeSnapshotLocation: [],
        },
        credentials: { useSecret: false },
        deployNodeAgent: copiesFiles,
        ...(imageRegistry === undefined ? {} : { image: { repository: `${imageRegistry}/${IMAGE}` } }),
        initContainers: [
            {
                image: `${imageRegistry ?? "docker.io"}/${PLUGIN.path}:${PLUGIN.tag}`,
                name: "velero-plugin-for-aws",
                volumeMounts: [{ mountPath: "/target", name: "plugins" }],
            },
        ],
        ...(copiesFiles
            ? { nodeAgent: { resources: { requests: AGENT_SIZE }, tolerations: [{ operator: "Exists" }] } }
            : {}),
        podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
        resources: { limits: { memory: "512Mi" }, requests: SIZE },
        schedules: Object.fromEntries(
            Object.entries(schedules).map(([name, { cron, keepHours = 720, namespaces }]) => [
                name,
                {
                    schedule: cron,
                    template: {
                        ...(namespaces === undefined ? {} : { includedNamespaces: [...namespaces] }),
                        ttl: `${keepHours}h0m0s`,
                    },
                },
            ]),
        ),
        serviceAccount: { server: { create: true, name: SERVICE_ACCOUNT } },
        snapshotsEnabled: false,
        tolerations: [{ ...SYSTEM_TOLERATION }],
    };
}

/**
 * Snapshots are made by drivers, in their own names. Source: velero-io/velero-plugin-for-aws README.md, "Set permissions for
 * Velero", without what makes snapshots of EBS in Velero's own.
 */
function statements(
    { region }: ChartSite,
    { bucket, keyArn, prefix }: Options,
): NonNullable<IdentityWords["statements"]> {
    const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
    const folder = prefix === undefined ? "" : `${prefix}/`;
    return [
        {
            Sid: "KeepCopies",
            Effect: "Allow",
            Action: [
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:GetObject",
                "s3:ListMultipartUploadParts",
                "s3:PutObject",
                "s3:PutObjectTagging",
            ],
            Resource: `${arn}/${folder}*`,
        },
        {
            Sid: "ListCopies",
            Effect: "Allow",
            Action: "s3:ListBucket",
            Resource: arn,
            ...(prefix === undefined ? {} : { Condition: { StringLike: { "s3:prefix": `${folder}*` } } }),
        },
        ...(keyArn === undefined
            ? []
            : [
                  {
                      Sid: "EncryptCopies",
                      Effect: "Allow" as const,
                      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                      Resource: keyArn,
                  },
              ]),
    ];
}
