/** Settings of a control plane that change who gets in, or that stay although they are no longer written. */
import { objectOf, textOf } from "../../facts/build";
import type { Change } from "../change";
import { isEmpty } from "../forces";
import { textsIn } from "../settle";
import { type Around, changesOfType, CLUSTER_TYPE, named, type Risk, sidesOf } from "./risk";

/** What EKS keeps when it is left out, and what to write instead. */
const KEPT: Readonly<Record<string, string>> = {
    controlPlaneScalingConfig: 'Write the tier "standard": what is paid by the hour goes on otherwise',
    kubeApiServerConfig: "Write the defaults: 60 minutes, and ports 30000 to 32767",
    kubeControllerManagerConfig: "Write the defaults: 15 seconds, and 12500 ended pods",
    kubeSchedulerConfig: 'Write the default: "LeastAllocated"',
};

export function controlPlaneChanges(around: Around): readonly Risk[] {
    return changesOfType(around, CLUSTER_TYPE).flatMap((change) =>
        change.operation === "update"
            ? [...modeChange(change), ...keptSettings(change), ...cutOffNetworks(change)]
            : [],
    );
}

function modeChange(change: Change): Risk[] {
    const { before, after } = sidesOf(change);
    const [old, now] = [before, after].map((inputs) =>
        textOf(objectOf(inputs["accessConfig"])["authenticationMode"]),
    );
    if (old === now || old === "" || now === "") return [];
    const source = "EKS User Guide, setting-up-access-entries, migrating-access-entries";
    if (now === "API") {
        return [
            {
                kind: "lock-out",
                severity: "high",
                urn: change.urn,
                what: `${named("Cluster", change)} reads the ConfigMap aws-auth no longer: who and what is listed there alone loses it, nodes as well.`,
                why: "A node without an access entry turns NotReady, and the mode has no way back.",
                source,
                remedy: "Make an access entry for each of its lines first, and see nodes stay Ready",
            },
        ];
    }
    if (old !== "API") return [];
    return [
        {
            kind: "update-fails",
            severity: "high",
            urn: change.urn,
            what: `The update fails: ${named("cluster", change)} has the authentication mode API, and EKS takes no way back to ${String(now)}.`,
            why: "It stops at the cluster.",
            source,
            remedy: "Leave the mode as it is, and make access entries",
        },
    ];
}

/** Networks of nodes outside that the control plane reaches no longer. */
function cutOffNetworks(change: Change): Risk[] {
    const { before, after } = sidesOf(change);
    const [old = [], now = []] = [before, after].map(({ remoteNetworkConfig }) =>
        textsIn(remoteNetworkConfig),
    );
    const gone = old.filter((cidr) => !now.includes(cidr));
    if (gone.length === 0) return [];
    return [
        {
            kind: "endpoint-closes",
            severity: "high",
            urn: change.urn,
            what: `${named("Cluster", change)} reaches nodes and pods in ${gone.join(", ")} no longer.`,
            why: "Their nodes turn NotReady: no logs, no exec, no webhooks, and pods that are deleted there never end.",
            source: "EKS User Guide, hybrid-nodes-cluster-update and hybrid-nodes-networking",
            remedy: "Drain the nodes there and take them out of the cluster first",
        },
    ];
}

function keptSettings(change: Change): Risk[] {
    const { before, after } = sidesOf(change);
    return Object.entries(KEPT)
        .filter(([path]) => !isEmpty(before[path]) && isEmpty(after[path]))
        .map(([path, remedy]) => ({
            kind: "not-applied",
            severity: path === "controlPlaneScalingConfig" ? "high" : "medium",
            urn: change.urn,
            what: `${named("The change of", change)} at ${path} is not applied: EKS keeps what it had.`,
            why: "What is left out of an update keeps its value, and no plan says so again.",
            source: "EKS User Guide, control-plane-configuration-getting-started: fields you omit keep their current values",
            remedy,
        }));
}
