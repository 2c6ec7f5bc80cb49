/** How a control plane works: its tier, its way out, and the settings of its three programs. */
import type { ClusterArgs as EksClusterArgs } from "@pulumi/aws/eks";

import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import type { TuningWords } from "./tuning-schema";

/**
 * Ranges EKS takes from Kubernetes 1.31 on; newer minors may have others.
 * Source: EKS User Guide, control-plane-configuration, read 2026-11; of ended pods, @pulumi/aws 7.48.0 typings.
 */
const RANGES = {
    "apiServer.eventTtlMinutes": [10, 60],
    "apiServer.nodePorts.first": [10260, 32767],
    "apiServer.nodePorts.last": [10260, 32767],
    "controllerManager.autoscalerSyncSeconds": [10, 15],
    "controllerManager.terminatedPods": [0, 12500],
} as const;

type Ranged = keyof typeof RANGES;

type TuningInputs = Pick<
    EksClusterArgs,
    | "controlPlaneScalingConfig"
    | "kubeApiServerConfig"
    | "kubeControllerManagerConfig"
    | "kubeSchedulerConfig"
>;

/** Inputs of the cluster: nothing for what EKS is to choose. Assumes checked words. */
export function tuningInputs({ apiServer, controllerManager, scheduler, tier }: TuningWords): TuningInputs {
    return defined({
        controlPlaneScalingConfig: tier === undefined ? undefined : { tier },
        kubeApiServerConfig: apiServer === undefined ? undefined : apiServerInputs(apiServer),
        kubeControllerManagerConfig:
            controllerManager === undefined ? undefined : controllerManagerInputs(controllerManager),
        kubeSchedulerConfig: scheduler === undefined ? undefined : schedulerInputs(scheduler),
    });
}

function apiServerInputs({ eventTtlMinutes, nodePorts }: NonNullable<TuningWords["apiServer"]>) {
    return defined({
        eventTtl: eventTtlMinutes === undefined ? undefined : `${eventTtlMinutes}m`,
        serviceNodePortRange:
            nodePorts === undefined ? undefined : { minPort: nodePorts.first, maxPort: nodePorts.last },
    });
}

function controllerManagerInputs(words: NonNullable<TuningWords["controllerManager"]>) {
    const { autoscalerSyncSeconds, terminatedPods } = words;
    return defined({
        horizontalPodAutoscalerControllerConfig:
            autoscalerSyncSeconds === undefined
                ? undefined
                : { horizontalPodAutoscalerSyncPeriod: `${autoscalerSyncSeconds}s` },
        podGcControllerConfig:
            terminatedPods === undefined ? undefined : { terminatedPodGcThreshold: terminatedPods },
    });
}

function schedulerInputs({ scoring, weights }: NonNullable<TuningWords["scheduler"]>) {
    const resources = Object.entries(weights ?? {}).map(([name, weight]) => ({ name, weight }));
    return {
        nodeResourcesFit: {
            scoringStrategy: { type: scoring, ...(weights === undefined ? {} : { resources }) },
        },
    };
}

/** What a reader of the plan sees, of what was asked. */
export function decisionsOfTuning(words: TuningWords): Record<string, string | string[]> {
    const { apiServer = {}, authenticationMode, controllerManager = {}, egress, scheduler, tier } = words;
    const { eventTtlMinutes, nodePorts } = apiServer;
    const { autoscalerSyncSeconds, terminatedPods } = controllerManager;
    return defined({
        authenticationMode,
        autoscalerSync: autoscalerSyncSeconds === undefined ? undefined : `${autoscalerSyncSeconds} seconds`,
        egress: egress === "customer-routed" ? "by the routes of its subnets, for ever" : undefined,
        eventsKept: eventTtlMinutes === undefined ? undefined : `${eventTtlMinutes} minutes`,
        nodePorts: nodePorts === undefined ? undefined : `${nodePorts.first} to ${nodePorts.last}`,
        scheduling:
            scheduler === undefined
                ? undefined
                : [
                      scheduler.scoring,
                      ...Object.entries(scheduler.weights ?? {}).map(([name, weight]) => `${name} ${weight}`),
                  ],
        terminatedPods: terminatedPods === undefined ? undefined : String(terminatedPods),
        tier,
    });
}

/** Everything EKS would refuse. */
export function checkTuning(words: TuningWords): Problem[] {
    const { apiServer = {}, controllerManager = {}, scheduler, tier = "standard" } = words;
    const { nodePorts } = apiServer;
    const numbers: { readonly [path in Ranged]: number | undefined } = {
        "apiServer.eventTtlMinutes": apiServer.eventTtlMinutes,
        "apiServer.nodePorts.first": nodePorts?.first,
        "apiServer.nodePorts.last": nodePorts?.last,
        "controllerManager.autoscalerSyncSeconds": controllerManager.autoscalerSyncSeconds,
        "controllerManager.terminatedPods": controllerManager.terminatedPods,
    };
    return [
        ...Object.entries(RANGES).flatMap(([path, [least, most]]) =>
            checkNumber(path, numbers[path as Ranged], least, most),
        ),
        ...(nodePorts !== undefined && nodePorts.first > nodePorts.last
            ? [
                  {
                      path: "apiServer.nodePorts",
                      what: "the first port is above the last",
                      got: { ...nodePorts },
                      remedy: "Write the lower one first",
                  },
              ]
            : []),
        ...(controllerManager.autoscalerSyncSeconds !== undefined && tier === "standard"
            ? [
                  {
                      path: "controllerManager.autoscalerSyncSeconds",
                      what: "EKS takes it of a provisioned control plane only",
                      got: controllerManager.autoscalerSyncSeconds,
                      remedy: 'Remove it, or add tier: "tier-xl", which costs by the hour',
                  },
              ]
            : []),
        ...checkWeights(scheduler?.weights),
    ];
}

function checkNumber(path: string, value: number | undefined, least: number, most: number): Problem[] {
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return [];
    const what = `EKS takes whole numbers from ${least} to ${most}`;
    return [{ path, what, got: value, remedy: "Choose one of them, or leave it out" }];
}

function checkWeights(weights: Readonly<Record<string, number>> | undefined): Problem[] {
    if (weights === undefined) return [];
    const path = "scheduler.weights";
    if (Object.keys(weights).length === 0) {
        const remedy = "Leave it out, or name cpu and memory";
        return [{ path, what: "no resource would count", got: {}, remedy }];
    }
    return Object.entries(weights).flatMap(([name, weight]) =>
        checkNumber(`${path}.${name}`, weight, 1, 100),
    );
}

/**
 * A way out that the control plane's subnets do not have: of somebody else's, those that nodes share with it.
 * @param ownSubnets those that the VPC's owner keeps for the control plane, whose routes nobody here knows
 */
export function checkEgress(
    { egress }: TuningWords,
    network: { readonly nat?: string; readonly egress?: string } | undefined,
    ownSubnets: object | undefined,
): Problem[] {
    const isClosed = network?.egress === "none" && ownSubnets === undefined;
    if (egress !== "customer-routed" || (network?.nat !== "none" && !isClosed)) return [];
    return [
        {
            path: "controlPlane.egress",
            what: `a network without ${isClosed ? "a way out" : "NAT"} has no route for it: issuers of service accounts and webhooks outside would be out of reach, for ever`,
            got: egress,
            remedy: isClosed
                ? "Remove it, or name subnets that have one in platform:existingVpc.controlPlaneSubnets"
                : 'Remove it, or choose a network.nat other than "none"',
        },
    ];
}
