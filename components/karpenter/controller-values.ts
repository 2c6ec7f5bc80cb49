/** Values of the chart `karpenter`, each mapped by name. */
import type * as pulumi from "@pulumi/pulumi";

import { SYSTEM_TOLERATION } from "../shared/pods";
import { settingsEnv, settingsValues } from "./controller-settings";
import type { HelmValues } from "./helm-values";
import {
    CONTROLLER_ACCOUNT,
    DEFAULT_CHART_REGISTRY,
    identityOfController,
    type KarpenterHost,
    type KarpenterSpec,
    sizeOfController,
} from "./karpenter-spec";

/** What only the made resources know. */
export interface ControllerFacts {
    readonly clusterEndpoint: pulumi.Input<string>;
    readonly controllerRoleArn: pulumi.Input<string>;
    readonly queueName: pulumi.Input<string>;
}

/**
 * The chart's defaults that keep the controller alive are stated, so that a new chart cannot change them unseen.
 * Source: aws/karpenter-provider-aws, charts/karpenter/values.yaml and templates/deployment.yaml of v1.14.1.
 */
export function controllerValues(spec: KarpenterSpec, facts: ControllerFacts): HelmValues {
    return {
        replicas: spec.replicas,
        // Karpenter launches the nodes that cluster DNS runs on, so it must not wait for cluster DNS.
        dnsPolicy: "Default",
        logLevel: spec.controller?.logLevel ?? "info",
        podAnnotations: podAnnotations(spec.host),
        podDisruptionBudget: { name: "karpenter", maxUnavailable: 1 },
        priorityClassName: "system-cluster-critical",
        serviceAccount: serviceAccount(spec.host, facts.controllerRoleArn),
        ...placement(spec),
        controller: controller(spec),
        settings: settings(spec, facts),
    };
}

/** A Fargate profile left over from a move of the host would otherwise capture the pods, without their identity. */
function podAnnotations(host: KarpenterHost): HelmValues {
    return host === "fargate" ? {} : { "eks.amazonaws.com/compute-type": "ec2" };
}

function serviceAccount(host: KarpenterHost, roleArn: pulumi.Input<string>): HelmValues {
    const irsa = identityOfController(host) === "irsa";
    return {
        create: true,
        name: CONTROLLER_ACCOUNT.name,
        annotations: irsa ? { "eks.amazonaws.com/role-arn": roleArn } : {},
    };
}

/** Nodes outside AWS carry no taint of their own. Source: EKS User Guide, hybrid-nodes-cluster-update. */
const IN_AWS = { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["hybrid"] };

/** Never on a node of its own making, never two on one node. Fargate, one pod a node, passes over all of it. */
function placement({ hybrid, zoneSpread }: KarpenterSpec): HelmValues {
    return {
        affinity: {
            nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                    nodeSelectorTerms: [
                        {
                            matchExpressions: [
                                { key: "karpenter.sh/nodepool", operator: "DoesNotExist" },
                                ...(hybrid === true ? [IN_AWS] : []),
                            ],
                        },
                    ],
                },
            },
            podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }],
            },
        },
        tolerations: [{ ...SYSTEM_TOLERATION }],
        topologySpreadConstraints: zoneSpread
            ? [
                  {
                      maxSkew: 1,
                      topologyKey: "topology.kubernetes.io/zone",
                      whenUnsatisfiable: "DoNotSchedule",
                  },
              ]
            : [],
    };
}

function controller(spec: KarpenterSpec): HelmValues {
    const { imageRegistry, region } = spec;
    const size = { ...sizeOfController(spec) };
    return {
        // With a hop limit of 1 the controller cannot ask the instance which region it is in.
        env: [
            { name: "AWS_REGION", value: region },
            ...settingsEnv(spec.settings),
            ...(spec.controller?.env ?? []),
        ],
        resources: { requests: size, limits: size },
        ...(imageRegistry === DEFAULT_CHART_REGISTRY
            ? {}
            : { image: { repository: `${imageRegistry}/karpenter/controller` } }),
    };
}

function settings(spec: KarpenterSpec, facts: ControllerFacts): HelmValues {
    return {
        clusterName: spec.clusterName,
        clusterEndpoint: facts.clusterEndpoint,
        interruptionQueue: facts.queueName,
        isolatedVPC: spec.isolatedVpc,
        enableZonalShift: spec.zonalShift,
        ...settingsValues(spec.settings),
    };
}
