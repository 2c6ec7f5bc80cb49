/** Settings of objects, add-ons and nodes that a minor takes away, switches off or warns of. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import { type Finding, findingsOf, type Found, type Level } from "../finding";
import { type Ground, inputsOf, mapsIn, podIn, textsIn } from "../ground";
import { minorsBetween } from "../versions";
import { releasesOf } from "./charts";

/** Something a minor changes, and where it is used. */
interface Change {
    readonly id: string;
    /** First minor of which it is true. */
    readonly since: string;
    readonly level: Level;
    readonly what: string;
    readonly why: string;
    readonly remedy: string;
    readonly source: string;
    /** Logical names of what uses it. */
    readonly usedBy: (ground: Ground) => readonly string[];
}

const NOTES = "EKS User Guide, kubernetes-versions-standard";

const CHANGES: readonly Change[] = [
    {
        id: "git-repo-volumes",
        since: "1.36",
        level: "first",
        what: "Volumes of kind gitRepo",
        why: "The API server takes them, the kubelet refuses to start the pods.",
        remedy: "Clone in an init container, or beside the container with git-sync",
        source: `${NOTES}, 1.36: gitRepo volume removal, seen 2026-11-29`,
        usedBy: (ground) =>
            ground.objects.flatMap((object) =>
                listOf(podIn(object)?.spec["volumes"]).some(({ gitRepo }) => gitRepo !== undefined)
                    ? [object.resource.name]
                    : [],
            ),
    },
    {
        id: "external-ips",
        since: "1.36",
        level: "after",
        what: "Services with externalIPs",
        why: "Deprecated; switched off by default in 1.40, gone in 1.43.",
        remedy: "Use type LoadBalancer, or a Gateway",
        source: "kubernetes/enhancements issue 5707, seen 2026-11-29",
        usedBy: ({ objects }) =>
            objects.flatMap(({ body, kind, resource }) =>
                kind === "Service" && textsIn(objectOf(body["spec"])["externalIPs"]).length > 0
                    ? [resource.name]
                    : [],
            ),
    },
    {
        id: "ipvs",
        since: "1.35",
        level: "after",
        what: "kube-proxy in mode ipvs",
        why: "Deprecated; switched off by default in 1.40.",
        remedy: "Choose nftables or iptables in the add-on's configuration",
        source: "kubernetes/enhancements issue 5495, seen 2026-11-29",
        usedBy: (ground) =>
            configurationsOf(ground).flatMap(({ addon, configuration, name }) =>
                addon === "kube-proxy" && textOf(configuration["mode"]) === "ipvs" ? [name] : [],
            ),
    },
    {
        id: "cgroup-v1",
        since: "1.35",
        level: "breaks",
        what: "Kubelets that are told to run on cgroup v1",
        why: "From 1.35 on the kubelet does not start there unless failCgroupV1 is false, and the setting goes with cgroup v1.",
        remedy: "Use the image's own cgroup v2, and take failCgroupV1 out",
        source: `${NOTES}, 1.35: cgroup v1 support removed, seen 2026-11-29`,
        usedBy: ({ environment }) =>
            environment.graph.resources.flatMap(({ custom, inputs, name }) =>
                custom && usesCgroup1(inputs) ? [name] : [],
            ),
    },
    {
        id: "ingress-nginx",
        since: "1.35",
        level: "after",
        what: "Ingress NGINX",
        why: "The project is retired since March 2026: no release, no fix of a hole.",
        remedy: "Move to the AWS Load Balancer Controller or to a Gateway",
        source: `${NOTES}, 1.35, seen 2026-11-29`,
        usedBy: (ground) =>
            releasesOf(ground).flatMap(({ chart, name }) => (chart === "ingress-nginx" ? [name] : [])),
    },
    {
        id: "apparmor-annotations",
        since: "1.31",
        level: "after",
        what: "AppArmor by annotations",
        why: "Fields took their place in 1.30; AppArmor itself is deprecated from 1.34 on.",
        remedy: "Write securityContext.appArmorProfile, or use seccomp",
        source: `${NOTES}, 1.31 and 1.34, seen 2026-11-29`,
        usedBy: ({ objects }) =>
            objects.flatMap((object) =>
                Object.keys(podIn(object)?.annotations ?? {}).some((key) =>
                    key.startsWith("container.apparmor.security.beta.kubernetes.io/"),
                )
                    ? [object.resource.name]
                    : [],
            ),
    },
];

export function checkSettings(ground: Ground): readonly Finding[] {
    const { from, target } = ground;
    if (from === undefined || target.kind !== "kubernetes") return [];
    return findingsOf(
        "settings",
        CHANGES.filter(({ since }) => minorsBetween(since, target.minor) >= 0).flatMap(
            ({ since, usedBy, ...change }): readonly Found[] => {
                const resources = usedBy(ground);
                if (resources.length === 0) return [];
                return [{ ...change, why: `From ${since} on. ${change.why}`, resources }];
            },
        ),
    );
}

/** In the kubelet's configuration, wherever it is written: a node class, a launch template's user data. */
function usesCgroup1(inputs: Json): boolean {
    for (const [, map] of mapsIn(inputs)) {
        if (map["failCgroupV1"] === false) return true;
        for (const value of Object.values(map)) {
            if (typeof value === "string" && CGROUP.test(plain(value))) return true;
        }
    }
    return false;
}

const CGROUP = /failCgroupV1["']?:\s*false|systemd\.unified_cgroup_hierarchy=0/;

/** User data is written in base64; what is no base64 stays as it is. */
function plain(text: string): string {
    if (text.length < 100 || !/^[\w+/=\s]+$/.test(text)) return text;
    return Buffer.from(text, "base64").toString("utf8");
}

/** Settings of add-ons, as EKS gets them. */
export function configurationsOf({ ofType }: Ground) {
    return ofType("aws:eks/addon:Addon").map((resource) => {
        const inputs = inputsOf(resource);
        return {
            name: resource.name,
            addon: textOf(inputs["addonName"]),
            configuration: objectOf(parsed(textOf(inputs["configurationValues"]))),
        };
    });
}

function parsed(text: string): Json {
    try {
        return JSON.parse(text) as Json;
    } catch {
        return null;
    }
}

function listOf(value: Json | undefined) {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return list.map(objectOf);
}
