/** What the page's script looks things up in: every resource of every plan, packed, so that thousands stay small. */
import { gzipSync } from "node:zlib";

import { objectOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import type { ReportedChange } from "../review/report";
import type { ChangeRecord, EnvironmentRecord, PackedPage, ResourceRecord } from "./client/records";
import type { PageData, PageEnvironment } from "./views";

/** As base64 of gzip: no character of it means anything to HTML. */
export function pack(data: PageData): string {
    return JSON.stringify(gzipSync(JSON.stringify(recordsOf(data)), { level: 9 }).toString("base64"));
}

export function recordsOf({ environments, linkBase }: PageData): PackedPage {
    return { linkBase, environments: environments.map(recordOf) };
}

function recordOf(environment: PageEnvironment): EnvironmentRecord {
    const { before, cost, graph, reasons, time } = environment;
    const changes = new Map(
        (before?.review.groups ?? []).flatMap((group) => group.changes.map((one) => [one.urn, one] as const)),
    );
    const steps = new Map((time?.schedules[0]?.steps ?? []).map((step) => [step.urn, step]));
    const costs = new Map(
        (cost?.lines ?? []).flatMap((line) => (line.urn === undefined ? [] : [[line.urn, line] as const])),
    );
    const gone = goneOf(before?.graph, graph);
    const resources = [...graph.resources, ...gone].map((resource): ResourceRecord => {
        const { custom, dependencies, inputs, name, parent, propertyDependencies, type, urn } = resource;
        const change = changes.get(urn);
        const [step, line] = [steps.get(urn), costs.get(urn)];
        return {
            urn,
            name,
            type,
            custom,
            ...(parent === undefined ? {} : { parent }),
            inputs: objectOf(inputs),
            waitsFor: dependencies,
            madeFrom: propertyDependencies,
            ...(reasons[urn] === undefined ? {} : { reasons: reasons[urn] }),
            ...(change === undefined ? {} : { change: changeOf(change) }),
            ...(resource.options.protect === true ? { isProtected: true } : {}),
            ...(step === undefined
                ? {}
                : { seconds: [Math.round(step.start), Math.round(step.end)] as const }),
            ...(line?.hour === undefined ? {} : { hour: [line.hour.low, line.hour.high] as const }),
            ...(line === undefined ? {} : { billed: `${line.state}: ${line.what}` }),
        };
    });
    return { stack: graph.stack, isDifference: before?.graph !== undefined, resources };
}

function goneOf(base: PlannedGraph | undefined, { resources }: PlannedGraph): PlannedGraph["resources"] {
    const now = new Set(resources.map(({ urn }) => urn));
    return (base?.resources ?? []).filter(({ urn }) => !now.has(urn));
}

function changeOf({ forcedBy, operation, properties }: ReportedChange): ChangeRecord {
    return {
        operation,
        because: forcedBy,
        // Of what is new, the inputs say all of it.
        properties:
            operation === "create" || operation === "delete"
                ? []
                : properties.map(({ after, before, path }) => ({
                      path,
                      ...(before === undefined ? {} : { before }),
                      ...(after === undefined ? {} : { after }),
                  })),
    };
}
