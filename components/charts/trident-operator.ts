/** NetApp Trident: volumes of Amazon FSx for NetApp ONTAP. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { list } from "../shared/schema";
import type { IdentityWords } from "../shared/workload-schema";
import { type ChartSite, defineChart } from "./definition";
import type { Values } from "./values";

const SOURCE = "NetApp/trident";

/** Of the pods that the operator makes. Source: cli/k8s_client/yaml_factory.go of v26.06.0. */
const SERVICE_ACCOUNT = "trident-controller";

/** Source: helm/trident-operator/values.yaml of v26.06.0, resources.operator. */
const SIZE = { cpu: "10m", memory: "40Mi" };

export const tridentOperator = defineChart({
    repository: "https://netapp.github.io/trident-helm-chart",
    version: {
        value: "100.2606.0",
        source: `${SOURCE} helm/trident-operator/Chart.yaml, tag v26.06.0`,
        seen: "2026-06-29",
        address: `https://github.com/${SOURCE}/releases/tag/v26.06.0`,
    },
    // It mounts on nodes: pods of a namespace held to a stricter level would not start.
    namespace: { name: "trident", podSecurity: { enforce: "privileged" } },
    phase: "releases",
    leftOut: {
        fargate: "it mounts on nodes, and there are none",
        none: "it mounts on nodes, and there are none",
    },
    options: {
        /**
         * Secrets of Secrets Manager that hold the user and the password of storage virtual machines, by ARN: what a
         * TridentBackendConfig names as its `credentials`.
         * @default none
         */
        secrets: list(z.string()).exactOptional(),
    },
    check: ({ options: { secrets = [] } }) => secrets.flatMap(checkSecret),
    identity: ({ options: { secrets = [] }, site }) => ({
        serviceAccount: SERVICE_ACCOUNT,
        statements: statements(site, secrets),
    }),
    endpoints: ["eks-auth"],
    alone: "the chart has one operator, which makes one controller",
    pods: () => [
        {
            name: "trident-operator",
            kind: "Deployment",
            labels: { app: "operator.trident.netapp.io", name: "trident-operator" },
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas: 1,
            // What calls AWS is the controller that it makes.
            callsAws: false,
        },
    ],
    values: ({ site }) => values(site),
    images: ["trident-operator", "trident", "trident-autosupport"].map(
        (image) => `docker.io/netapp/${image}`,
    ),
    definitions: {
        home: "crds",
        names: ["tridentconfigurators.trident.netapp.io", "tridentorchestrators.trident.netapp.io"],
        kept: true,
    },
    leaves: [{ kinds: ["PersistentVolumeClaim"], what: "volumes of FSx for ONTAP that it made for claims" }],
    reserved: [
        {
            path: "cloudIdentity",
            why: "is a role by annotation, and Pod Identity hands out the role here",
            remedy: "Remove it",
        },
        {
            path: "cloudProvider",
            why: "stops the operator where there is no role by annotation",
            remedy: "Remove it",
        },
        { path: "podAnnotations", why: "keeps the pods where the kit places them", remedy: "Remove it" },
        { path: "tolerations", why: "lets the pods start where the kit places them", remedy: "Remove it" },
        {
            path: "tridentControllerPluginTolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
    ],
});

function checkSecret(arn: string, at: number): Problem[] {
    if (/^arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:\S+$/.test(arn)) return [];
    const what = "not the ARN of a secret of Secrets Manager";
    return [{ path: `secrets[${at}]`, what, got: arn, remedy: "Write arn:aws:secretsmanager:…:secret:…" }];
}

/**
 * Without cloudProvider and cloudIdentity the controller takes what its pod is handed: with `AWS` the installer refuses an
 * identity that is not a role's annotation. Source of it and of the keys: operator/controllers/orchestrator/installer and
 * helm/trident-operator/values.yaml of v26.06.0.
 */
function values({ imageRegistry }: ChartSite): Values {
    return {
        // With a registry the operator looks for the sidecars of registry.k8s.io/sig-storage in this folder as well.
        ...(imageRegistry === undefined ? {} : { imageRegistry: `${imageRegistry}/netapp` }),
        podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
        tolerations: [{ ...SYSTEM_TOLERATION }],
        tridentControllerPluginTolerations: [{ ...SYSTEM_TOLERATION }],
        tridentNodePluginTolerations: [{ operator: "Exists" }],
        // It would report to NetApp what the storage is used for.
        tridentSilenceAutosupport: true,
    };
}

/** Source: NetApp's documentation of Trident 26.06, "Create IAM policy and role for FSx for ONTAP". */
function statements(
    { account, region }: ChartSite,
    secrets: readonly string[],
): NonNullable<IdentityWords["statements"]> {
    return [
        {
            Sid: "SeeFileSystemsAndVolumes",
            Effect: "Allow",
            Action: ["fsx:DescribeFileSystems", "fsx:DescribeStorageVirtualMachines", "fsx:DescribeVolumes"],
            Resource: "*",
        },
        {
            Sid: "MakeVolumes",
            Effect: "Allow",
            Action: [
                "fsx:CreateVolume",
                "fsx:DeleteVolume",
                "fsx:RestoreVolumeFromSnapshot",
                "fsx:TagResource",
                "fsx:UntagResource",
                "fsx:UpdateVolume",
            ],
            Resource: ["storage-virtual-machine", "volume"].map(
                (kind) => `arn:${partitionOf(region)}:fsx:${region}:${account}:${kind}/*/*`,
            ),
        },
        ...(secrets.length === 0
            ? []
            : [
                  {
                      Sid: "ReadPasswords",
                      Effect: "Allow" as const,
                      Action: "secretsmanager:GetSecretValue",
                      Resource: [...secrets],
                  },
              ]),
    ];
}
