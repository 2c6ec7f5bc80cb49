/** Everything the page shows of some environments, gathered: what other reports say of them, the drawing, the reasons. */
import { ANY_FACTS } from "../facts";
import { materialsOf } from "../materials/materials";
import type { Environment } from "../parity/environment";
import type { PlannedGraph } from "../plan/graph";
import { type Acknowledgements, readAcknowledgements } from "../review/acknowledgements";
import type { EnvironmentReview } from "../review/report";
import { review } from "../review/review";
import { decidedOf } from "./decided";
import { unionOf } from "./difference";
import { drawingOf } from "./drawing";
import { layOut } from "./layout";
import { reasonsOf } from "./reasons";
import { type ReportsOf, reportsOf } from "./from-reports";
import type { Before, PageData, PageEnvironment } from "./views";

/** What one environment is compared with. */
export interface ComparedWith {
    readonly label: string;
    /** Absent when the base has no plan of it. */
    readonly graph?: PlannedGraph;
    /** Why there is none. */
    readonly reasons?: readonly string[];
}

export interface PageInput {
    readonly environments: readonly Environment[];
    /** By stack; without it nothing is compared. */
    readonly bases?: ReadonlyMap<string, ComparedWith>;
    readonly today: string;
    readonly linkBase: string;
    /** Risks that reviewers accept. @default none */
    readonly acknowledgements?: Acknowledgements;
    /** @default the kit's own reports */
    readonly reports?: ReportsOf;
}

export async function pageDataOf(input: PageInput): Promise<PageData> {
    const environments: PageEnvironment[] = [];
    // One after another: laying out works in this thread, whatever it promises.
    for (const environment of input.environments)
        environments.push(await pageEnvironment(environment, input));
    const [first] = input.environments;
    return { project: first?.project ?? "", today: input.today, environments, linkBase: input.linkBase };
}

async function pageEnvironment(environment: Environment, input: PageInput): Promise<PageEnvironment> {
    const { declared, graph, stack } = environment;
    const decided = decidedOf(environment);
    const base = input.bases?.get(stack);
    const head = drawingOf(graph, decided);
    const drawing = unionOf(head, base?.graph === undefined ? undefined : drawingOf(base.graph, decided));
    const of = input.reports ?? reportsOf;
    return {
        graph,
        decided,
        reasons: reasonsOf(graph, declared, decided),
        drawing,
        placed: await layOut(drawing),
        materials: materialsOf(graph),
        ...of(environment, {
            today: input.today,
            ...(base?.graph === undefined ? {} : { base: base.graph }),
        }),
        ...(base === undefined ? {} : { before: beforeOf(environment, base, input) }),
    };
}

function beforeOf(
    { declared, graph, project, stack }: Environment,
    base: ComparedWith,
    input: PageInput,
): Before {
    const { label } = base;
    const of = input.reports ?? reportsOf;
    const told = reviewOf(graph, base, input);
    const empty = {
        schemaVersion: 1,
        project,
        stack,
        environment: graph.environment,
        materials: [],
    } as const;
    if (base.graph === undefined) return { label, review: told, materials: empty };
    const before = { declared, project, stack, graph: base.graph };
    return {
        label,
        review: told,
        graph: base.graph,
        materials: materialsOf(base.graph),
        ...of(before, { today: input.today }),
    };
}

function reviewOf(
    head: PlannedGraph,
    { graph, label, reasons }: ComparedWith,
    { acknowledgements = readAcknowledgements(undefined), today }: PageInput,
): EnvironmentReview {
    const { environments } = review({
        environments: [
            {
                head,
                ...(graph === undefined ? {} : { base: graph }),
                ...(reasons === undefined ? {} : { withoutBase: reasons }),
            },
        ],
        removed: [],
        base: label,
        acknowledgements,
        today,
        facts: ANY_FACTS,
    });
    const [told] = environments;
    if (told === undefined) throw new Error(`no review of ${head.stack}`);
    return told;
}
