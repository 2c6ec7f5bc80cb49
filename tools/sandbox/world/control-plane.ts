/** Settings of a control plane that EKS refuses: modes it has left, and numbers beyond what it takes. */
import { cidrsOverlap } from "../../../components/shared/cidr";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import type { Refusal } from "../refusal";
import { valuesOf } from "../inventory";
import { texts, TYPES } from "./lookups";
import type { Model, Operation } from "./model";

/** Modes of authentication, each of which leads to later ones only. */
const MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];

export const controlPlane: Model = {
    name: "control-plane",
    refuse: (operation) => {
        const { method, type } = operation;
        if (type !== TYPES.cluster || (method !== "create" && method !== "update")) return undefined;
        return modeBack(operation) ?? withoutTier(operation) ?? remoteOverlap(operation);
    },
};

function remoteOverlap({ values }: Operation): Refusal | undefined {
    const { remoteNodeNetworks, remotePodNetworks } = objectOf(values["remoteNetworkConfig"]);
    const services = textOf(objectOf(values["kubernetesNetworkConfig"])["serviceIpv4Cidr"], "172.20.0.0/16");
    const all = [
        services,
        ...[remoteNodeNetworks, remotePodNetworks].flatMap((one) => texts(objectOf(one)["cidrs"])),
    ];
    const clash = all.find((cidr, index) => all.slice(0, index).some((other) => cidrsOverlap(cidr, other)));
    if (clash === undefined) return undefined;
    return {
        error: `InvalidParameterException: remote network ${clash} overlaps with another network of the cluster`,
        source: "EKS API Reference, RemoteNodeNetwork: no overlap with the VPC or the service range; EKS User Guide, hybrid-nodes-networking: nor with each other",
        wording: "unverified",
    };
}

function modeBack({ entry, values }: Operation): Refusal | undefined {
    if (entry === undefined) return undefined;
    const [before, after] = [modeOf(valuesOf(entry)), modeOf(values)];
    if (MODES.indexOf(after) === -1 || MODES.indexOf(after) >= MODES.indexOf(before)) return undefined;
    return {
        error: `InvalidParameterException: Unsupported authentication mode update from ${before} to ${after}`,
        source: "EKS User Guide, setting-up-access-entries: the mode cannot go back from access entries",
        wording: "unverified",
    };
}

function modeOf(values: Properties): string {
    return textOf(objectOf(values["accessConfig"])["authenticationMode"], "CONFIG_MAP");
}

function withoutTier({ values }: Operation): Refusal | undefined {
    const manager = objectOf(values["kubeControllerManagerConfig"]);
    if (manager["horizontalPodAutoscalerControllerConfig"] === undefined) return undefined;
    const tier = textOf(objectOf(values["controlPlaneScalingConfig"])["tier"], "standard");
    if (tier !== "standard") return undefined;
    return {
        error: "InvalidParameterException: horizontalPodAutoscalerSyncPeriod requires a provisioned control plane scaling tier",
        source: "EKS User Guide, control-plane-configuration: requires Provisioned Control Plane",
        wording: "unverified",
    };
}
