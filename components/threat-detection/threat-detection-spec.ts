/** GuardDuty for a cluster as plain values: its features, what is refused, what a reader is told. Pure. */
import type { Problem } from "../shared/problems";
import type { ThreatDetectionWords } from "./threat-detection-schema";

export interface ThreatDetectionSpec extends ThreatDetectionWords {
    readonly clusterName: string;
}

/** The agent, as EKS names its add-on. */
export const AGENT = "aws-guardduty-agent";

/** One feature of a detector. Source: GuardDuty API Reference, DetectorFeatureConfiguration. */
export interface Feature {
    readonly key: string;
    readonly name: "EKS_AUDIT_LOGS" | "RUNTIME_MONITORING";
    readonly status: "DISABLED" | "ENABLED";
    /** Whether GuardDuty keeps the agent on clusters. */
    readonly managesAgent?: boolean;
}

export function featuresOf({ auditLogs = true, runtime }: ThreatDetectionWords): readonly Feature[] {
    return [
        { key: "audit-logs", name: "EKS_AUDIT_LOGS", status: auditLogs ? "ENABLED" : "DISABLED" },
        ...(runtime === undefined
            ? []
            : [
                  {
                      key: "runtime",
                      name: "RUNTIME_MONITORING",
                      status: "ENABLED",
                      managesAgent: runtime === "managed",
                  } as const,
              ]),
    ];
}

/** What GuardDuty would refuse. */
export function checkThreatDetection({ detector }: ThreatDetectionSpec): Problem[] {
    if (detector.kind === "own" || /^[0-9a-f]{32}$/.test(detector.id)) return [];
    const remedy = "Write its 32 digits, as aws guardduty list-detectors shows them";
    return [{ path: "detector.id", what: "not the id of a detector", got: detector.id, remedy }];
}

export function decisionsOfThreatDetection(
    spec: ThreatDetectionSpec,
): Record<string, readonly string[] | string> {
    return {
        detector: spec.detector.kind === "own" ? "made here" : spec.detector.id,
        features: featuresOf(spec).map(({ managesAgent, name, status }) =>
            managesAgent === undefined
                ? `${name} ${status}`
                : `${name} ${status}, agent ${spec.runtime ?? ""}`,
        ),
    };
}

/** What else of the environment its runtime agent needs, or fights with. */
export interface Beside {
    /** Kind of compute. */
    readonly kind: string;
    /** Names of add-ons that are asked for, with where. */
    readonly addons: readonly { readonly name: string; readonly path: string }[];
}

/** Source: GuardDuty User Guide, runtime-monitoring and eks-runtime-monitoring-guardduty. */
export function checkBeside({ runtime }: ThreatDetectionWords, { addons, kind }: Beside): Problem[] {
    const agents = addons.filter(({ name }) => name === AGENT);
    const path = "threatDetection.runtime";
    if (runtime !== undefined && kind === "fargate") {
        const what = "GuardDuty's agent runs on nodes, and there is none: pods on Fargate are not watched";
        return [
            {
                path,
                what,
                got: runtime,
                remedy: "Remove it; auditLogs watches the control plane all the same",
            },
        ];
    }
    if (runtime === "managed") {
        return agents.map((one) => ({
            path: one.path,
            what: "GuardDuty installs its agent itself (threatDetection.runtime is managed), and the two would undo each other",
            remedy: 'Remove it, or write threatDetection.runtime: "add-on"',
        }));
    }
    if (runtime !== "add-on" || agents.length > 0) return [];
    const what = "the agent is to be the environment's own add-on, and it has none";
    return [{ path, what, got: runtime, remedy: `Add addons.${AGENT}: {}, or write "managed"` }];
}

/** Source of the endpoint: GuardDuty User Guide, runtime-monitoring-agent-resource-clean-up and managing-gdu-agent-eks-manually. */
export function noticesOfThreatDetection({ detector, runtime }: ThreatDetectionSpec): string[] {
    return [
        ...(detector.kind === "own"
            ? [
                  "GuardDuty has one detector an account and region: AWS refuses this one where there is one already",
              ]
            : [
                  "Features of a detector that is there stay as they are when the environment goes, and so does what they cost",
              ]),
        ...(runtime === "managed"
            ? [
                  "GuardDuty makes an endpoint for guardduty-data and a security group GuardDutyManagedSecurityGroup-<vpc> in the VPC, " +
                      "which are nobody's in Pulumi: whoever deletes the VPC may have to delete them first",
              ]
            : []),
        ...(runtime === "add-on"
            ? [
                  "GuardDuty's agent sends what it sees to an endpoint of guardduty-data in the VPC, which is yours to make: network.furtherEndpoints",
              ]
            : []),
    ];
}
