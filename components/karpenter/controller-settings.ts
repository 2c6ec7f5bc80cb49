/** Settings of Karpenter's controller: what it would not start with, and how they reach the chart. */
import type { Problem } from "../shared/problems";
import type { HelmValues } from "./helm-values";
import type { ControllerSettings, ControllerWords } from "./settings-schema";

/** What a gate is where nothing is said. Stated, so that a new chart cannot change it unseen. */
const GATES = {
    nodeRepair: false,
    nodeOverlay: false,
    reservedCapacity: true,
    spotToSpotConsolidation: false,
    staticCapacity: false,
    capacityBuffer: false,
} as const;
export type Gate = keyof typeof GATES;

/** Whether a gate is open. */
export function isGateOpen(gate: Gate, { featureGates }: ControllerSettings = {}): boolean {
    return featureGates?.[gate] ?? GATES[gate];
}

/**
 * The part of the chart's values below `settings` that an environment decides. Numbers are texts: the chart leaves out
 * what is 0, and the controller's default would count.
 * Source: aws/karpenter-provider-aws, charts/karpenter/templates/deployment.yaml of v1.14.1, `with .Values.settings…`.
 */
export function settingsValues({ featureGates, ...settings }: ControllerSettings = {}): HelmValues {
    return {
        ...Object.fromEntries(
            Object.entries(settings).map(([key, value]) => [
                key,
                typeof value === "number" ? String(value) : value,
            ]),
        ),
        featureGates: { ...GATES, ...featureGates },
    };
}

/** Of a switch that is off the chart writes nothing, and of this one the default is on. Source: the same file. */
export function settingsEnv({ ignoreDRARequests }: ControllerSettings = {}): ControllerWords["env"] & object {
    return ignoreDRARequests === false ? [{ name: "IGNORE_DRA_REQUESTS", value: "false" }] : [];
}

/**
 * Everything the controller refuses at its start, and durations it would pass over in silence.
 * Source: Karpenter v1.14.1, pkg/operator/options/options_validation.go; kubernetes-sigs/karpenter v1.14.0,
 * pkg/utils/env/env.go, which takes the default for a text that is no duration.
 */
export function checkSettings(settings: ControllerSettings): Problem[] {
    const {
        batchIdleDuration = "1s",
        batchMaxDuration = "10s",
        reservedENIs,
        vmMemoryOverheadPercent,
    } = settings;
    const [idle, most] = [batchIdleDuration, batchMaxDuration].map(milliseconds);
    return [
        ...checkTime("settings.batchMaxDuration", settings.batchMaxDuration, 1),
        ...checkTime("settings.batchIdleDuration", settings.batchIdleDuration, 1),
        ...checkTime("settings.amiRefreshInterval", settings.amiRefreshInterval, 60_000),
        ...checkTime("settings.subnetRefreshInterval", settings.subnetRefreshInterval, 60_000),
        ...(idle !== undefined && most !== undefined && idle > most
            ? [
                  {
                      path: "settings.batchIdleDuration",
                      what: `longer than a batch lasts, ${batchMaxDuration}`,
                      got: batchIdleDuration,
                      remedy: "Shorten it, or raise settings.batchMaxDuration",
                  },
              ]
            : []),
        ...(vmMemoryOverheadPercent === undefined ||
        (vmMemoryOverheadPercent >= 0 && vmMemoryOverheadPercent < 1)
            ? []
            : [
                  {
                      path: "settings.vmMemoryOverheadPercent",
                      what: "not a share of an instance's memory",
                      got: vmMemoryOverheadPercent,
                      remedy: "Write 0 to less than 1: 0.075 is 7.5 %",
                  },
              ]),
        ...(reservedENIs === undefined || (Number.isInteger(reservedENIs) && reservedENIs >= 0)
            ? []
            : [
                  {
                      path: "settings.reservedENIs",
                      what: "not a number of network interfaces",
                      got: reservedENIs,
                      remedy: "Write 1 with custom networking, or leave it out",
                  },
              ]),
    ];
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, ms: 1, s: 1_000 };

/** As Go reads a duration, without its smallest units. */
function milliseconds(text: string): number | undefined {
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
    const parts = [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)];
    return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
}

function checkTime(path: string, got: string | undefined, leastMs: number): Problem[] {
    if (got === undefined || (milliseconds(got) ?? 0) >= leastMs) return [];
    const example = leastMs === 1 ? "10s or 500ms" : "1m or more";
    return [{ path, what: "not a duration the controller takes", got, remedy: `Write ${example}` }];
}

/** Names the chart or the kit writes; of two alike the later would count. */
const OWN_ENV: readonly string[] = [
    "AWS_REGION",
    "AMI_REFRESH_INTERVAL",
    "BATCH_IDLE_DURATION",
    "BATCH_MAX_DURATION",
    "CLUSTER_CA_BUNDLE",
    "CLUSTER_ENDPOINT",
    "CLUSTER_NAME",
    "CPU_REQUESTS",
    "DISABLE_CLUSTER_STATE_OBSERVABILITY",
    "DISABLE_DRY_RUN",
    "EKS_CONTROL_PLANE",
    "ENABLE_ZONAL_SHIFT",
    "FEATURE_GATES",
    "HEALTH_PROBE_PORT",
    "IGNORE_DRA_REQUESTS",
    "INTERRUPTION_QUEUE",
    "ISOLATED_VPC",
    "KARPENTER_SERVICE",
    "KUBERNETES_MIN_VERSION",
    "LOG_ERROR_OUTPUT_PATHS",
    "LOG_LEVEL",
    "LOG_OUTPUT_PATHS",
    "MEMORY_LIMIT",
    "METRICS_PORT",
    "MIN_VALUES_POLICY",
    "PREFERENCE_POLICY",
    "RESERVED_ENIS",
    "SUBNET_REFRESH_INTERVAL",
    "SYSTEM_NAMESPACE",
    "VM_MEMORY_OVERHEAD_PERCENT",
];

/** What the controller's pods would not start with, and variables that are another word's. */
export function checkController({ env = [], resources }: ControllerWords): Problem[] {
    const names = env.map(({ name }) => name);
    return [
        ...(resources === undefined
            ? []
            : [
                  ...checkQuantity("controller.resources.cpu", resources.cpu, /^\d+(\.\d+)?m?$/, "1 or 500m"),
                  ...checkQuantity(
                      "controller.resources.memory",
                      resources.memory,
                      /^\d+(\.\d+)?(Mi|Gi)$/,
                      "1Gi",
                  ),
              ]),
        ...names.flatMap((name, index) =>
            checkEnv(`controller.env[${index}].name`, name, names.indexOf(name) < index),
        ),
    ];
}

function checkQuantity(path: string, got: string, pattern: RegExp, example: string): Problem[] {
    if (pattern.test(got) && Number.parseFloat(got) > 0) return [];
    return [{ path, what: "not an amount", got, remedy: `Write ${example}` }];
}

/** Source: Kubernetes documentation, Define Environment Variables for a Container; the chart's deployment.yaml. */
function checkEnv(path: string, name: string, isTwice: boolean): Problem[] {
    if (isTwice) return [{ path, what: "the same variable twice", got: name, remedy: "Keep one" }];
    if (OWN_ENV.includes(name)) {
        return [
            { path, what: "the chart writes this variable", got: name, remedy: "Use settings, or leave it" },
        ];
    }
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return [];
    return [{ path, what: "not the name of a variable", got: name, remedy: "Use letters, digits and _" }];
}
