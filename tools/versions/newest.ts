/** Which version nodes, Karpenter and charts are pinned to next: the newest that the kit and the fork can take. Pure. */
import { AUTOSCALER_IMAGE } from "../../components/charts/cluster-autoscaler";
import { minorOf } from "../../components/karpenter/controller-policies";
import { DEFAULT_REGISTRY } from "../../components/versions";
import { compareVersions, findVersion } from "../probe/version-number";
import type { PinChoice } from "./choice";
import { dayOf, imageParameters } from "./nodes";
import type { VersionTable } from "./table";

/** The release that AWS recommends for each minor becomes the pin, unless a newer one is. */
export function chooseReleases(
    { minors, nodeReleases }: Pick<VersionTable, "minors" | "nodeReleases">,
    recommended: ReadonlyMap<string, string>,
): readonly PinChoice[] {
    return minors.map((minor): PinChoice => {
        const pin = {
            name: `${minor} node release`,
            place: ["minors", minor, "nodeRelease"],
            from: nodeReleases[minor]?.value ?? "",
        };
        const next = recommended.get(minor);
        if (next === undefined) return { ...pin, note: "AWS recommends none here" };
        return { ...pin, to: dayOf(next) > dayOf(pin.from) ? next : pin.from };
    });
}

/** One alias serves every minor, so that its day is the oldest of those recommended. */
export function aliasDay(recommended: ReadonlyMap<string, string>): string | undefined {
    return [...recommended.values()].map(dayOf).sort()[0];
}

/** @param found parameters that exist, of every image the new alias stands for */
export function chooseAlias(
    { amiAlias, minors }: Pick<VersionTable, "amiAlias" | "minors">,
    day: string | undefined,
    found: ReadonlySet<string>,
): PinChoice {
    const pin = { name: "AMI alias", place: ["amiAlias"], from: amiAlias.value };
    const [family = ""] = pin.from.split("@");
    if (family !== "al2023") {
        return { ...pin, note: `this asks for al2023 alone: look at the releases of ${family}` };
    }
    if (day === undefined || day <= dayOf(pin.from)) return { ...pin, to: pin.from };
    const missing = minors.filter((minor) => !imageParameters(minor, day).every((name) => found.has(name)));
    return missing.length === 0
        ? { ...pin, to: `al2023@v${day}` }
        : { ...pin, to: pin.from, note: `v${day} has no image for ${missing.join(", ")} yet` };
}

/** @param tags of both charts; undefined where the registry gave no answer */
export function chooseKarpenter(
    from: string,
    tags: readonly string[] | undefined,
    known: readonly string[],
): PinChoice {
    const pin = { name: "charts karpenter, karpenter-crd", place: ["karpenter"], from };
    if (tags === undefined) return { ...pin, note: `${DEFAULT_REGISTRY} gave no answer` };
    const versions = tags.filter((tag) => /^\d+\.\d+\.\d+$/.test(tag));
    const to = newest([from, ...versions.filter((version) => known.includes(minorOf(version)))]);
    const last = newest([to, ...versions]);
    return last === to
        ? { ...pin, to }
        : { ...pin, to, note: `${last} is out, and this kit does not know the rights of ${minorOf(last)}` };
}

/** Within the major that is pinned: another one may want other values. */
export function chooseChart(
    release: string,
    from: string,
    tags: readonly string[] | undefined,
    silence: string,
): PinChoice {
    const pin = { name: `chart ${release}`, place: ["charts", release], from };
    if (tags === undefined) return { ...pin, note: silence };
    const isAlike = (tag: string) =>
        /^v?\d+\.\d+\.\d+$/.test(tag) && tag.startsWith("v") === from.startsWith("v");
    const versions = tags.filter(isAlike);
    const to = newest([from, ...versions.filter((version) => numberOf(version)[0] === numberOf(from)[0])]);
    const last = newest([to, ...versions]);
    return last === to ? { ...pin, to } : { ...pin, to, note: `${last} is out, another major` };
}

/** The newest image of the minor, whose scheduler it simulates. @param tags undefined where the registry gave no answer */
export function chooseAutoscaler(
    minor: string,
    from: string,
    tags: readonly string[] | undefined,
): PinChoice {
    const pin = { name: `${minor} Cluster Autoscaler`, place: ["minors", minor, "clusterAutoscaler"], from };
    if (tags === undefined) return { ...pin, note: `${AUTOSCALER_IMAGE.registry} gave no answer` };
    const versions = tags.filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag) && tag.startsWith(`v${minor}.`));
    return { ...pin, to: newest([from, ...versions]) };
}

/** The first of the newest. */
function newest(versions: readonly [string, ...string[]]): string {
    return versions.reduce((one, other) =>
        compareVersions(numberOf(other), numberOf(one)) > 0 ? other : one,
    );
}

function numberOf(version: string): readonly [number, number, number] {
    return findVersion(version) ?? [0, 0, 0];
}
