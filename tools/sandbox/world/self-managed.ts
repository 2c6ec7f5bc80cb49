/** Groups of EC2 Auto Scaling: what their instances are for a cluster, which only their template says. */
import type { Json } from "../../../components/shared/json";
import { isTable, parseToml, parseYaml } from "../../../components/shared/text-formats";
import { isMime, NODE_CONFIG_TYPE, readMime } from "../../../components/shared/user-data-mime";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { findBy, isAlive, objects, text, texts, TYPES } from "./lookups";
import { templateOf } from "./node-templates";
import { nodesStayAway } from "./nodes";

/** Source: EKS User Guide, launch-workers: nodes that EKS does not manage are known by this tag. */
const OWNED = "kubernetes.io/cluster/";

/** Groups whose instances are tagged as a cluster's. */
export function groupsOf(cluster: Entry, inventory: Inventory): readonly Entry[] {
    const key = `${OWNED}${text(cluster, "name")}`;
    return inventory
        .ofType(TYPES.autoScalingGroup, cluster.place)
        .filter((group) => objects(valuesOf(group)["tags"]).some((tag) => tag["key"] === key));
}

/** Why a group has no node that works; undefined when it has. EC2 itself never notices. */
export function groupTrouble(group: Entry, cluster: Entry, inventory: Inventory): string | undefined {
    const values = valuesOf(group);
    if (!isAlive(group) || values["desiredCapacity"] === 0) return `group ${group.id} has no instance`;
    const arn = textOf(objectOf(templateOf(group, inventory)["iamInstanceProfile"])["arn"]);
    const profile = findBy(inventory, TYPES.instanceProfile, "arn", arn);
    const role = findBy(inventory, TYPES.role, "name", text(profile, "role"));
    return nodesStayAway(text(role, "arn"), texts(values["vpcZoneIdentifiers"]), cluster, inventory);
}

function toldBy(group: Entry, inventory: Inventory): string {
    return Buffer.from(textOf(templateOf(group, inventory)["userData"]), "base64").toString("utf8");
}

/** Nothing else reads PowerShell. Source: EKS User Guide, eks-optimized-windows-ami. */
export function runsWindows(group: Entry, inventory: Inventory): boolean {
    return /<powershell>/i.test(toldBy(group, inventory));
}

/** Taints its nodes register with, as Kubernetes spells them. */
export function taintsOfTemplate(group: Entry, inventory: Inventory): readonly Properties[] {
    const told = toldBy(group, inventory);
    return isMime(told) ? taintsOfNodeConfigs(told) : taintsOfSettings(told);
}

/** Source: awslabs/amazon-eks-ami 81fec2e8, nodeadm/internal/api/merge.go: of several the last one wins. */
function taintsOfNodeConfigs(told: string): readonly Properties[] {
    const archive = readMime(told);
    if (!("parts" in archive)) return [];
    const configs = archive.parts
        .filter(({ type }) => type === NODE_CONFIG_TYPE)
        .map(({ content }) => parseYaml(content))
        .flatMap((parsed) => ("value" in parsed ? [parsed.value as Json] : []))
        .map((config) => objectOf(objectOf(objectOf(config)["spec"])["kubelet"]))
        .map((kubelet) => objectOf(kubelet["config"])["registerWithTaints"])
        .filter((taints) => taints !== undefined);
    return objects(configs.at(-1));
}

/** Source: Bottlerocket documentation, 1.50.x, api/settings/kubernetes, node-taints. */
function taintsOfSettings(told: string): readonly Properties[] {
    const parsed = parseToml(told);
    const root = "value" in parsed && isTable(parsed.value) ? (parsed.value as Properties) : {};
    const taints = objectOf(objectOf(objectOf(root["settings"])["kubernetes"])["node-taints"]);
    return Object.entries(taints).flatMap(([key, all]) =>
        texts(all).map((one) => ({
            key,
            value: one.slice(0, one.indexOf(":")),
            effect: one.slice(one.indexOf(":") + 1),
        })),
    );
}
