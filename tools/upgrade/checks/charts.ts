/** Charts: which minors their authors tried them on. */
import { objectOf, textOf } from "../../facts/build";
import type { ChartSupport } from "../facts/charts";
import { type Finding, findingsOf, type Found } from "../finding";
import { type Ground, inputsOf } from "../ground";
import { minorsBetween } from "../versions";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const RENDER = "helm template <release> <chart> --repo <repository> --kube-version";

export interface Release {
    readonly name: string;
    readonly chart: string;
    readonly version: string;
    readonly repository: string;
    readonly namespace: string;
    /** What Helm calls it. */
    readonly release: string;
}

/** Charts of Karpenter and its definitions have a matrix of their own. */
export function releasesOf({ ofType }: Ground): readonly Release[] {
    return ofType(RELEASE)
        .map((release) => {
            const inputs = inputsOf(release);
            return {
                name: release.name,
                chart: textOf(inputs["chart"]).split("/").at(-1) ?? "",
                version: textOf(inputs["version"]),
                repository: textOf(objectOf(inputs["repositoryOpts"])["repo"]),
                namespace: textOf(inputs["namespace"]),
                release: textOf(inputs["name"]),
            };
        })
        .filter(({ chart }) => chart !== "karpenter" && chart !== "karpenter-crd");
}

export function checkCharts(ground: Ground): readonly Finding[] {
    const { from, target } = ground;
    if (from === undefined || target.kind !== "kubernetes") return [];
    return findingsOf(
        "charts",
        releasesOf(ground).flatMap((release) => ofRelease(ground, release, target.minor)),
    );
}

function ofRelease(ground: Ground, release: Release, minor: string): readonly Found[] {
    const { chart, name, version } = release;
    const support = ground.table.chartSupport[chart]?.find(({ versions }) => version.startsWith(versions));
    if (support === undefined) return [unsaid(release, minor)];
    const { from, testedTo } = support;
    const source = `${support.source}, seen ${support.seen}`;
    if (from !== undefined && minorsBetween(from, minor) < 0) {
        return [
            {
                ...{ id: "chart-needs-newer", level: "blocks", resources: [name], source },
                what: `Chart ${chart} ${version} asks for Kubernetes ${from} or newer`,
                why: "Its authors support nothing older.",
                remedy: "Choose an older version of the chart",
            },
        ];
    }
    if (testedTo === undefined || minorsBetween(testedTo, minor) <= 0) return [];
    return [untested(ground, release, support, minor)];
}

function unsaid({ chart, name, release, repository, version }: Release, minor: string): Found {
    const command = RENDER.replace("<release>", release)
        .replace("<chart>", chart)
        .replace("--repo <repository>", repository === "" ? "" : `--repo ${repository} --version ${version}`);
    return {
        id: "chart-unsaid",
        level: "unknown",
        what: `Whether chart ${chart} ${version} runs on ${minor}`,
        why: "Its authors name no newest minor, or none was found.",
        remedy: "Read its release notes; what it renders shows whether it uses an API that goes",
        resources: [name],
        source: "tools/upgrade/facts/charts.ts",
        commands: [`${command.replace(/ {2,}/g, " ")} ${minor} | grep -E '^(apiVersion|kind):'`],
    };
}

/** Where a newer one was tried there is something to do first; where none was, somebody has to be the first. */
function untested(
    ground: Ground,
    { chart, name, version }: Release,
    { newer, seen, source, testedTo = "" }: ChartSupport,
    minor: string,
): Found {
    const said = {
        what: `Chart ${chart} ${version} was tried up to Kubernetes ${testedTo}`,
        why: `Of ${minor} its authors say nothing.`,
        resources: [name],
        source: `${source}, seen ${seen}`,
    };
    if (newer === undefined || minorsBetween(newer.testedTo, minor) > 0) {
        return {
            ...{ id: "chart-untested", level: "unknown", ...said },
            remedy: `Look for a newer one: npm run versions -- update; try it on an environment that may break`,
        };
    }
    return {
        ...{ id: "chart-behind", level: "first", ...said },
        why: `${said.why} ${newer.versions}x was tried on ${newer.testedTo}.`,
        remedy: `Pin ${newer.versions}x: environments › ${ground.environment.graph.environment} › charts › ${chart}`,
    };
}
