/** What `pulumi destroy` of an environment would leave behind or hang on, read from its planned graph. Pure. */
import type { Json } from "../../components/shared/json";
import { defined } from "../../components/shared/defined";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { count } from "../plan/report-text";
import { aws, command, type Command, lineOf, type Word } from "./commands";
import { STAYS, WAITS } from "./afterwards";
import { FOR_DATA } from "./for-data";
import { FOR_OBJECTS } from "./for-objects";
import { CONTENTS, REFUSED } from "./in-account";
import { type Effect, type Leak, type Maker, type Site } from "./leak";

/** One thing to do, to wait for, or to know. */
export interface Finding {
    readonly id: string;
    readonly effect: Effect;
    readonly what: string;
    readonly why: string;
    /** Kinds of the objects it is about, as kubectl takes them. */
    readonly objects?: readonly string[];
    /** Logical names of what brings it, sorted. */
    readonly resources: readonly string[];
    /** Exact commands, in order. */
    readonly commands: readonly string[];
    /** Questions that are answered by nothing once it is gone. */
    readonly gone: readonly Command[];
    readonly source: string;
    readonly liveOnly: boolean;
}

export interface DestroyReport {
    readonly schemaVersion: 1;
    readonly project: string;
    readonly stack: string;
    readonly environment: string;
    readonly account: string;
    readonly region: string;
    readonly cluster: string;
    /** In the order in which they are dealt with. */
    readonly findings: readonly Finding[];
}

/** All rows, in the order in which a person goes through them. */
export const LEAKS: readonly Leak[] = [
    ...REFUSED,
    ...FOR_OBJECTS,
    ...FOR_DATA,
    ...CONTENTS,
    ...WAITS,
    ...STAYS,
];

/**
 * @param unprotected the same environment as `platform:protection: false` plans it: what is protected there is so for
 *   reasons of its own, and asks for another command
 */
export function destroyReport(graph: PlannedGraph, unprotected: PlannedGraph = graph): DestroyReport {
    const site = siteOf(graph);
    const findings = LEAKS.flatMap((leak) => findingOf(leak, graph, site));
    const told = new Set(findings.flatMap(({ effect, resources }) => (effect === "stays" ? [] : resources)));
    const { environment, project, stack } = graph;
    return {
        schemaVersion: 1,
        ...{ project, stack, environment },
        ...{ account: site.account, region: site.region, cluster: site.cluster },
        findings: [
            ...protection(graph, unprotected),
            ...findings.filter(({ effect }) => effect === "refused"),
            ...findings.filter(({ effect }) => effect === "remove-first"),
            ...leavesOfCharts(graph, told),
            ...definitionsThatGo(graph),
            ...findings.filter(({ effect }) => effect === "waits"),
            ...findings.filter(({ effect }) => effect === "stays"),
        ],
    };
}

function findingOf(leak: Leak, graph: PlannedGraph, site: Site): readonly Finding[] {
    const found = graph.resources.filter((resource) => isMaker(leak.by, resource));
    if (found.length === 0) return [];
    const { effect, id, liveOnly = false, objects, source, what, why } = leak;
    const resources = namesOf(found);
    const commands = leak.first(site, found).map(lineOf);
    const gone = leak.gone(site, found);
    return [{ id, effect, what, why, ...defined({ objects }), resources, commands, gone, source, liveOnly }];
}

const ADDON = "aws:eks/addon:Addon";
const RELEASE = "kubernetes:helm.sh/v3:Release";

function isMaker(by: Maker, resource: PlannedResource): boolean {
    if (isNamed(by, resource)) return true;
    const { types, when } = by;
    const { custom, inputs, type } = resource;
    const asked = custom && (types !== undefined || when !== undefined);
    return asked && (types?.includes(type) ?? true) && (when?.(objectOf(inputs), resource) ?? true);
}

function isNamed({ addons = [], charts = [] }: Maker, { inputs, type }: PlannedResource): boolean {
    const values = objectOf(inputs);
    return (
        (type === ADDON && addons.includes(textOf(values["addonName"]))) ||
        (type === RELEASE && charts.includes(chartOf(values)))
    );
}

/** The last part of `oci://registry/path/chart`. */
function chartOf(inputs: Properties): string {
    return textOf(inputs["chart"]).split("/").at(-1) ?? "";
}

/** Pulumi refuses a protected resource before it deletes any other. */
function protection(graph: PlannedGraph, unprotected: PlannedGraph): readonly Finding[] {
    const isProtected = ({ custom, options }: PlannedResource) => custom && options.protect === true;
    const own = new Set(unprotected.resources.filter(isProtected).map(({ urn }) => urn));
    const all = graph.resources.filter(isProtected);
    const byEnvironment = all.filter(({ urn }) => !own.has(urn));
    const byItself = all.filter(({ urn }) => own.has(urn));
    const { stack } = graph;
    const refused = { effect: "refused", gone: [], liveOnly: false } as const;
    const source = "Pulumi documentation, protect: the state says it, until an update takes it away";
    return [
        ...finding(byEnvironment, {
            ...{ ...refused, id: "protection", source },
            what: `Protection of ${count(byEnvironment.length, "resource")}`,
            why: "Pulumi refuses to delete any of them. It looks at what was last applied: an update must take it away first, and takes EKS's own protection of the cluster along.",
            commands: [
                lineOf(command(`$EDITOR Pulumi.${stack}.yaml`, "platform:protection: false")),
                lineOf(command(`pulumi up --stack ${stack}`)),
            ],
        }),
        ...finding(byItself, {
            ...{ ...refused, id: "kept", source },
            what: "Resources that stay protected",
            why: "They are to outlive the environment, and destroy refuses as long as it knows them. Given up, they stay in AWS.",
            commands: byItself.map(({ urn }) =>
                lineOf({ words: ["pulumi", "state", "unprotect", urn, "--stack", stack, "--yes"] }),
            ),
        }),
    ];
}

/** What a chart says of itself, where no row knows it. */
function leavesOfCharts(graph: PlannedGraph, told: ReadonlySet<string>): readonly Finding[] {
    return releasesOf(graph).flatMap(({ decisions, release }) =>
        told.has(release.name)
            ? []
            : textsIn(decisions["leaves"]).flatMap((text) => {
                  const [kinds = "", what = ""] = text.split(": ");
                  const list = kinds.split(", ").join(",");
                  return finding([release], {
                      ...{ id: `leaves-${release.name}`, effect: "remove-first", gone: [], liveOnly: false },
                      what: `Objects of ${chartOf(objectOf(release.inputs))}: ${kinds}`,
                      why: `When it goes before them, this stays: ${what}.`,
                      commands: [`kubectl get ${list} -A`, `kubectl delete ${list} --all -A`],
                      source: "the chart's definition",
                  });
              }),
    );
}

/** Definitions in templates that Helm deletes: every object of their kinds goes as well, or hangs with its finalizer. */
function definitionsThatGo(graph: PlannedGraph): readonly Finding[] {
    const going = releasesOf(graph).filter(
        ({ decisions }) => decisions["definitionsStay"] === false && decisions["definitions"] !== undefined,
    );
    const names = going.flatMap(({ decisions }) => textsIn(decisions["definitions"]));
    return finding(
        going.map(({ release }) => release),
        {
            ...{ id: "definitions", effect: "waits", gone: [], liveOnly: false },
            what: "Definitions that go with their charts, and every object of their kinds with them",
            why: "An object with a finalizer keeps its definition, once the controller that would take it off is gone.",
            commands: names.length === 0 ? [] : [`kubectl get ${names.join(",")} -A`],
            source: "Kubernetes documentation, custom-resource-definitions, Delete a CustomResourceDefinition",
        },
    );
}

interface KnownRelease {
    readonly release: PlannedResource;
    /** What its component registered. */
    readonly decisions: Properties;
}

function releasesOf({ resources }: PlannedGraph): readonly KnownRelease[] {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    return resources
        .filter(({ type }) => type === RELEASE)
        .map((release) => ({
            release,
            decisions: objectOf(byUrn.get(release.parent ?? "")?.inputs),
        }));
}

function finding(
    found: readonly PlannedResource[],
    rest: Omit<Finding, "resources">,
): readonly [Finding] | readonly [] {
    return found.length === 0 ? [] : [{ ...rest, resources: namesOf(found) }];
}

function namesOf(found: readonly PlannedResource[]): readonly string[] {
    return [...new Set(found.map(({ name }) => name))].sort();
}

function siteOf({ resources, stack }: PlannedGraph): Site {
    const of = (type: string): readonly Properties[] =>
        resources.filter((resource) => resource.type === type).map(({ inputs }) => objectOf(inputs));
    const [platform = {}] = of("platform:stacks:Platform");
    const region = textOf(platform["region"]);
    const cluster = textOf(platform["clusterName"]);
    return {
        stack,
        region,
        cluster,
        account: textOf(platform["account"]),
        vpc: vpcOf(region, cluster),
        zones: of("aws:route53/zone:Zone").map(({ name }) => textOf(name)),
    };
}

function vpcOf(region: string, cluster: string): Word {
    const query = ["--name", cluster, "--query", "cluster.resourcesVpcConfig.vpcId"];
    return { before: "", answerOf: aws(region, "eks describe-cluster", ...query), after: "" };
}

function textsIn(value: Json | undefined): readonly string[] {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return list.filter((item) => typeof item === "string");
}
