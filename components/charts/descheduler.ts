/** Descheduler: evicts pods that the scheduler would by now place elsewhere. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { type ChartSite, defineChart } from "./definition";
import { imageFrom, TOLERATIONS } from "./pod-values";
import type { Json } from "../shared/json";
import type { Values } from "./values";

/** Source: values.yaml of chart 0.36.0, resources; the limit of CPU is left out, for it would throttle it. */
const SIZE = { cpu: "500m", memory: "256Mi" };

/** Who gathers pods on few nodes, under kinds of compute where nodes come and go. */
const GATHERERS = { "auto-mode": "Auto Mode", karpenter: "Karpenter" } as const;

const utilization = z.strictObject({
    /** Percent of a node's CPU. */
    cpu: z.number(),
    /** Percent of a node's memory. */
    memory: z.number(),
    /** Percent of the pods a node takes. */
    pods: z.number(),
});

const options = {
    /** When it looks, as a schedule of cron. @default every half hour */
    schedule: z.string().exactOptional(),
    /**
     * Spreads pods from full nodes over empty ones. Where Karpenter or Auto Mode gathers them it is refused.
     * @default it does not
     */
    lowNodeUtilization: z
        .strictObject({
            /** A node below all of these takes pods. */
            below: utilization,
            /** A node above one of these gives pods. */
            above: utilization,
        })
        .exactOptional(),
};

export const descheduler = defineChart({
    repository: "https://kubernetes-sigs.github.io/descheduler",
    version: {
        value: "0.36.0",
        source: "kubernetes-sigs/descheduler charts/descheduler/Chart.yaml, tag descheduler-helm-chart-0.36.0",
        seen: "2026-05-20",
        address: "https://github.com/kubernetes-sigs/descheduler/releases/tag/descheduler-helm-chart-0.36.0",
    },
    namespace: { name: "descheduler", podSecurity: { enforce: "restricted" } },
    phase: "releases",
    leftOut: {
        fargate: "each pod has a node of its own there",
        none: "there is no pod to move",
    },
    options,
    check: ({ options: { lowNodeUtilization }, site: { compute } }) => [
        ...(lowNodeUtilization !== undefined && (compute === "karpenter" || compute === "auto-mode")
            ? [
                  {
                      path: "lowNodeUtilization",
                      what: `${GATHERERS[compute]} gathers pods on few nodes, and this would spread them again: each would undo the other`,
                      remedy: "Remove it",
                  },
              ]
            : []),
        ...(lowNodeUtilization === undefined ? [] : checkUtilization(lowNodeUtilization)),
    ],
    pods: () => [
        {
            name: "descheduler",
            // A Job is placed as a Deployment is.
            kind: "Deployment",
            labels: { "app.kubernetes.io/name": "descheduler" },
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
        },
    ],
    values: ({ options: words, site }) => values(words, site),
    images: ["registry.k8s.io/descheduler/descheduler"],
    reserved: [
        {
            path: "deschedulerPolicy.profiles",
            why: "evicts nothing that whoever makes nodes would put back",
            remedy: "Set lowNodeUtilization beside values, or name the chart among charts",
        },
        { path: "kind", why: "is what placement reckons with", remedy: "Remove it" },
        { path: "schedule", why: "is a word of its own", remedy: "Set schedule beside values" },
        { path: "tolerations", why: "lets the pods start where the kit places them", remedy: "Remove it" },
    ],
});

type Words = { readonly [word in keyof typeof options]?: z.infer<(typeof options)[word]> };

/**
 * It would end at its start. Source: kubernetes-sigs/descheduler pkg/framework/plugins/nodeutilization/validation.go,
 * read 2026-11.
 */
function checkUtilization({ above, below }: NonNullable<Words["lowNodeUtilization"]>): Problem[] {
    const sides = Object.entries({ above, below }).flatMap(([side, percents]) =>
        Object.entries(percents).map(([of, got]) => ({ path: `lowNodeUtilization.${side}.${of}`, got })),
    );
    const outside = sides
        .filter(({ got }) => !(got >= 0 && got <= 100))
        .map((one) => ({ ...one, what: "not a share in percent", remedy: "Write a number from 0 to 100" }));
    const crossed = (["cpu", "memory", "pods"] as const).filter((of) => below[of] > above[of]);
    return [
        ...outside,
        ...crossed.map((of) => ({
            path: `lowNodeUtilization.below.${of}`,
            what: `above lowNodeUtilization.above.${of}, which is ${above[of]}`,
            got: below[of],
            remedy: "Write at most that",
        })),
    ];
}

/** Source of the keys: values.yaml of chart 0.36.0. */
function values({ lowNodeUtilization, schedule = "*/30 * * * *" }: Words, site: ChartSite): Values {
    const repository = imageFrom(site, "descheduler/descheduler");
    return {
        deschedulerPolicy: { profiles: [profile(lowNodeUtilization)] },
        ...(repository === undefined ? {} : { image: { repository } }),
        kind: "CronJob",
        resources: { limits: { cpu: null, memory: SIZE.memory }, requests: SIZE },
        schedule,
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
        tolerations: [...TOLERATIONS],
    };
}

/**
 * The chart's own without LowNodeUtilization. Pods with a claim or with storage of their node stay where their data is.
 * Source: values.yaml of chart 0.36.0, deschedulerPolicy.
 */
function profile(low: Words["lowNodeUtilization"]): Json {
    const balance = ["RemoveDuplicates", "RemovePodsViolatingTopologySpreadConstraint"];
    const deschedule = [
        "RemovePodsHavingTooManyRestarts",
        "RemovePodsViolatingInterPodAntiAffinity",
        "RemovePodsViolatingNodeAffinity",
        "RemovePodsViolatingNodeTaints",
    ];
    return {
        name: "default",
        pluginConfig: [
            { name: "DefaultEvictor", args: { podProtections: { extraEnabled: ["PodsWithPVC"] } } },
            { name: "RemoveDuplicates" },
            {
                name: "RemovePodsHavingTooManyRestarts",
                args: { podRestartThreshold: 100, includingInitContainers: true },
            },
            {
                name: "RemovePodsViolatingNodeAffinity",
                args: { nodeAffinityType: ["requiredDuringSchedulingIgnoredDuringExecution"] },
            },
            { name: "RemovePodsViolatingNodeTaints" },
            { name: "RemovePodsViolatingInterPodAntiAffinity" },
            { name: "RemovePodsViolatingTopologySpreadConstraint" },
            ...(low === undefined
                ? []
                : [
                      {
                          name: "LowNodeUtilization",
                          args: { thresholds: { ...low.below }, targetThresholds: { ...low.above } },
                      },
                  ]),
        ],
        plugins: {
            balance: { enabled: [...balance, ...(low === undefined ? [] : ["LowNodeUtilization"])] },
            deschedule: { enabled: deschedule },
        },
    };
}
