/** What each component of an environment waits for itself: a way over others is lost once these stay and it goes. */
import type { PlannedComponent } from "../../components/platform/part";
import { isBefore } from "../../components/shared/pods";
import type { PlannedGraph } from "../../tools/plan/graph";

type Component = Pick<PlannedComponent, "after" | "name" | "phase">;

interface Made extends Component {
    readonly waitsFor: ReadonlySet<string>;
}

/**
 * One line for each that does not wait for what those of an earlier phase wait for, but for what only they ask for by
 * name. Source: pulumi v3.248.0, pkg/resource/deploy/step_generator.go, ScheduleDeletes: only edges among what is deleted
 * count.
 */
export function faultsOfWaits(components: readonly Component[], graph: PlannedGraph): readonly string[] {
    const made = components.flatMap((component) => madeIn(graph, component));
    const plain = made.filter(({ after }) => after.length === 0);
    return made.flatMap((later) =>
        plain
            .filter((earlier) => isBefore(earlier.phase, later.phase))
            .filter((earlier) => [...earlier.waitsFor].some((urn) => !later.waitsFor.has(urn)))
            .map((earlier) => `${later.name} does not wait itself for all that ${earlier.name} waits for`),
    );
}

function madeIn({ resources }: PlannedGraph, component: Component): readonly Made[] {
    return resources
        .filter(({ custom, name }) => !custom && name === component.name)
        .map(({ dependencies }) => ({ ...component, waitsFor: new Set(dependencies) }));
}
