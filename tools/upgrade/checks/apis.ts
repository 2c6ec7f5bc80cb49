/** Versions of APIs that the target minor has no more, or warns of, among the objects of the plan. */
import type { ApiLife } from "../facts/apis";
import { type Finding, findingsOf, type Found } from "../finding";
import type { Ground, PlannedObject } from "../ground";
import { minorsBetween } from "../versions";
import { releasesOf } from "./charts";

export function checkApis(ground: Ground): readonly Finding[] {
    const { from, objects, table, target } = ground;
    if (from === undefined || target.kind !== "kubernetes") return [];
    const lives = new Map<string, ApiLife>(
        table.apis.flatMap((life) => life.kinds.map((kind) => [`${life.apiVersion} ${kind}`, life] as const)),
    );
    return findingsOf("apis", [
        ...beyond(ground, target.minor),
        ...objects.flatMap((object) => {
            const life = lives.get(`${object.apiVersion} ${object.kind}`);
            return life === undefined ? [] : ofObject(object, life, target.minor);
        }),
        ...releasesOf(ground).flatMap(({ chart, name }) =>
            (table.renderedApis[chart] ?? []).flatMap((api) => {
                const life = lives.get(api);
                return life === undefined ? [] : ofChart({ api, chart, name }, life, target.minor);
            }),
        ),
    ]);
}

function ofObject({ kind, label, resource }: PlannedObject, life: ApiLife, minor: string): readonly Found[] {
    const { apiVersion, deprecated, instead, removed, source } = life;
    const said = {
        resources: [resource.name],
        source: `${source.source}, seen ${source.seen}`,
        remedy: `Write ${instead ?? "a version that is served"} in its place`,
    };
    if (minorsBetween(removed, minor) >= 0) {
        return [
            {
                ...{ id: "api-removed", level: "first", ...said },
                what: `${kind} ${label} is of ${apiVersion}, which is gone from ${removed} on`,
                why: `The API server of ${minor} does not know it: the first update afterwards fails, and a refresh finds nothing.`,
            },
        ];
    }
    if (minorsBetween(deprecated, minor) < 0) return [];
    return [
        {
            ...{ id: "api-deprecated", level: "after", ...said },
            what: `${kind} ${label} is of ${apiVersion}, deprecated from ${deprecated} on`,
            why: `${minor} still serves it, ${removed} does not.`,
        },
    ];
}

interface RenderedApi {
    readonly api: string;
    readonly chart: string;
    readonly name: string;
}

/** Helm of the next upgrade finds the old object no more, and fails on the release it keeps. */
function ofChart({ api, chart, name }: RenderedApi, life: ApiLife, minor: string): readonly Found[] {
    const [apiVersion = "", kind = ""] = api.split(" ");
    const said = {
        resources: [name],
        source: `tools/upgrade/facts/chart-apis.ts; ${life.source.source}, seen ${life.source.seen}`,
        remedy: "Take a version of the chart that renders another, before the minor",
    };
    if (minorsBetween(life.removed, minor) >= 0) {
        return [
            {
                ...{ id: "chart-api-removed", level: "first", ...said },
                what: `Chart ${chart} renders ${kind} of ${apiVersion}, which is gone from ${life.removed} on`,
                why: "Helm compares with the release it keeps, and fails on a kind the API server does not know.",
            },
        ];
    }
    if (minorsBetween(life.deprecated, minor) < 0) return [];
    return [
        {
            ...{ id: "chart-api-deprecated", level: "after", ...said },
            what: `Chart ${chart} renders ${kind} of ${apiVersion}, deprecated from ${life.deprecated} on`,
            why: `${minor} still serves it, ${life.removed} does not.`,
        },
    ];
}

function beyond({ table }: Ground, minor: string): readonly Found[] {
    if (minorsBetween(table.apisKnownTo, minor) <= 0) return [];
    return [
        {
            id: "apis-unread",
            level: "unknown",
            what: `Which APIs ${minor} takes away`,
            why: `The kit has read them up to ${table.apisKnownTo}.`,
            remedy: "Read the Deprecated API Migration Guide",
            source: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
        },
    ];
}
