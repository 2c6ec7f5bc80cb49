/** The EBS CSI driver: a controller that makes volumes, and a pod on every node that mounts them. */
import type { JsonInput } from "../shared/json";
import type { Problem } from "../shared/problems";
import { ebsCsiKeyStatements, ebsCsiStatements } from "./aws-ebs-csi-driver-policy";
import type { AddonDefinition } from "./definition";
import {
    ADDON_NAMESPACE,
    type AddonDaemonSet,
    type AddonDeployment,
    type AddonOptions,
    daemonSetPod,
    deploymentPod,
    deploymentValues,
    identityOnHost,
    reservedOfDeployment,
    IN_AUTO_MODE,
    NO_NODE,
} from "./workloads";

/** The chart gives both kinds of pod this name: a Fargate selector by it would take the node pods as well. */
const NAME = { "app.kubernetes.io/name": "aws-ebs-csi-driver" };

/**
 * Source: kubernetes-sigs/aws-ebs-csi-driver charts/aws-ebs-csi-driver/templates, controller.yaml and _node.tpl,
 * 2026-08-19. That the controller may run on Fargate and the node pods not: EKS User Guide, fargate.
 */
const CONTROLLER: AddonDeployment = {
    name: "ebs-csi-controller",
    labels: { app: "ebs-csi-controller", ...NAME },
    spreadBy: { app: "ebs-csi-controller" },
    callsAws: true,
};
const NODE: AddonDaemonSet = {
    name: "ebs-csi-node",
    labels: { app: "ebs-csi-node", ...NAME },
    phase: "core",
    callsAws: false,
};

export const awsEbsCsiDriver: AddonDefinition = {
    phase: "core",
    presence: "always",
    // Source: EKS User Guide, fargate, "Considerations".
    leftOut: { fargate: "Fargate mounts no volume of EBS", "auto-mode": IN_AUTO_MODE, none: NO_NODE },
    onUpdate: "OVERWRITE",
    preserve: false,
    identity: {
        serviceAccount: { namespace: ADDON_NAMESPACE, name: "ebs-csi-controller-sa" },
        grants: () => ({ statements: ebsCsiStatements, volumesKeyStatements: ebsCsiKeyStatements }),
        kind: ({ host }) => identityOnHost(host),
    },
    pods: (options) => [deploymentPod(CONTROLLER, options), daemonSetPod(NODE)],
    configuration,
    reserved: [
        ...reservedOfDeployment("replicaCount", "controller."),
        {
            path: "controller.extraVolumeTags",
            why: "holds the environment's tags",
            remedy: "Write them in platform:tags",
        },
        {
            path: "controller.serviceAccount",
            why: "is the one the driver's role trusts",
            remedy: "Remove it",
        },
        {
            path: "defaultStorageClass",
            why: "would be a second default class beside the environment's own",
            remedy: "Remove it",
        },
        {
            path: "node.tolerateAllTaints",
            why: "lets a volume mount wherever its pod runs",
            remedy: "Remove it",
        },
    ],
    check: ({ volumeTags }) => checkVolumeTags("options.volumeTags", volumeTags),
};

/**
 * No region: with either identity EKS sets AWS_REGION in the controller, which then asks no metadata service (it
 * could not: hop limit 1, and none on Fargate).
 * Source of the settings: values.schema.json beside the chart, 2026-08-19. Seen in use on the add-on itself: tags
 * and default class on v1.66.0, node.tolerateAllTaints and controller.tolerations on v1.63.1, replicaCount on
 * v1.55.0, podDisruptionBudget in aws-ebs-csi-driver issue 1934; not seen there: controller.podAnnotations and
 * controller.topologySpreadConstraints.
 */
function configuration(options: AddonOptions): JsonInput {
    return {
        controller: {
            ...deploymentValues(CONTROLLER, options),
            extraVolumeTags: { ...options.volumeTags },
            replicaCount: options.replicas,
        },
        // Exactly one class is the default, and encrypted: ours. The add-on's is neither, and each of its updates
        // would make it the default again.
        defaultStorageClass: { enabled: false },
        // A volume must mount wherever its pod runs.
        node: { tolerateAllTaints: true },
    };
}

/**
 * Tags with which the controller would not start, or which it would cut in two: it gets them as one command-line
 * argument, `key=value,key=value`.
 * Source: kubernetes-sigs/aws-ebs-csi-driver pkg/driver/validation.go and charts/.../_helpers.tpl, 2026-08-19.
 */
export function checkVolumeTags(path: string, tags: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(tags).flatMap(([key, value]) => [
        ...(RESERVED.test(key)
            ? [
                  {
                      path: `${path}.${key}`,
                      what: "the EBS CSI driver keeps this tag to itself and would not start",
                      got: value,
                      remedy: "Rename the tag",
                  },
              ]
            : []),
        ...(/[=,]/.test(key) || value.includes(",")
            ? [
                  {
                      path: `${path}.${key}`,
                      what: "the EBS CSI driver would take this tag apart",
                      got: value,
                      remedy: "Use neither = nor , in the key, and no , in the value",
                  },
              ]
            : []),
    ]);
}

const RESERVED = /^(CSIVolumeName$|CSIVolumeSnapshotName$|kubernetes\.io|ebs\.csi\.aws\.com\/)/;
