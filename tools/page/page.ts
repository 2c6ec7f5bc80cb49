/** Everything the page shows of some environments, gathered: what other reports say of them, the drawing, the reasons. */
import { ANY_FACTS } from "../facts";
import { materialsOf } from "../materials/materials";
import type { Environment } from "../parity/environment";
import type { PlannedGraph } from "../plan/graph";
import { type Acknowledgements, readAcknowledgements } from "../review/acknowledgements";
import type { EnvironmentReview } from "../review/report";
import { review } from "../review/review";
import type { PlacedRisk } from "../review/risks/risk";
import { decidedOf } from "./decided";
import { unionOf } from "./difference";
import { drawingOf } from "./drawing";
import type { Keeper } from "./kept";
import { layOut } from "./layout";
import { reasonsOf } from "./reasons";
import type { PageReports, ReportsOf } from "./from-reports";
import type { Before, PageData, PageEnvironment } from "./views";

/** What one environment is compared with. */
export interface ComparedWith {
    readonly label: string;
    /** Absent when the base has no plan of it. */
    readonly graph?: PlannedGraph;
    /** Why there is none. */
    readonly reasons?: readonly string[];
    /** Risks that the difference alone does not show. @default none */
    readonly lost?: readonly PlacedRisk[];
}

export interface PageInput {
    readonly environments: readonly Environment[];
    /** By stack; without it nothing is compared. */
    readonly bases?: ReadonlyMap<string, ComparedWith>;
    readonly today: string;
    readonly linkBase: string;
    /** Risks that reviewers accept. @default none */
    readonly acknowledgements?: Acknowledgements;
    readonly reports: ReportsOf;
    /** Knows layouts of before. @default none are known */
    readonly keeper?: Keeper;
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
    const compared = base?.graph === undefined ? undefined : { label: base.label, graph: base.graph };
    const { before, now } = input.reports(environment, compared);
    return {
        graph,
        decided,
        reasons: reasonsOf(graph, declared, decided),
        drawing,
        placed: await layOut(drawing, input.keeper),
        materials: materialsOf(graph),
        ...now,
        ...(base === undefined ? {} : { before: beforeOf(environment, base, { ...input, told: before }) }),
    };
}

function beforeOf(
    { graph, project, stack }: Environment,
    base: ComparedWith,
    input: PageInput & { readonly told: PageReports },
): Before {
    const { label } = base;
    const told = reviewOf(graph, base, input);
    if (base.graph !== undefined) {
        return { label, review: told, graph: base.graph, materials: materialsOf(base.graph), ...input.told };
    }
    const named = { schemaVersion: 1, project, stack, environment: graph.environment } as const;
    return { label, review: told, materials: { ...named, materials: [] } };
}

function reviewOf(
    head: PlannedGraph,
    { graph, label, lost = [], reasons }: ComparedWith,
    { acknowledgements = readAcknowledgements(undefined), today }: PageInput,
): EnvironmentReview {
    const { environments } = review({
        environments: [
            {
                head,
                lost,
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
