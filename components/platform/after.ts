/** The order of components within one phase: what one waits for by name. */
import { chooseFrom } from "../shared/hints";
import { describePhase, isBefore } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { PlannedComponent } from "./part";

type Waiting = Pick<PlannedComponent, "after" | "name" | "phase" | "shapePath">;

/** Every name nobody has, or that comes too late, and every circle of components that wait for each other. */
export function checkAfter(components: readonly Waiting[]): Problem[] {
    return [
        ...components.flatMap((component) =>
            component.after.flatMap((name, index) => {
                const problem = problemOfName(name, component, components);
                return problem === undefined
                    ? []
                    : [{ path: `${component.shapePath}.after[${index}]`, got: name, ...problem }];
            }),
        ),
        ...circlesOf(components),
    ];
}

function problemOfName(
    wanted: string,
    { name, phase }: Waiting,
    components: readonly Waiting[],
): Omit<Problem, "got" | "path"> | undefined {
    const named = components.find((one) => one.name === wanted);
    if (named === undefined) {
        const others = components.filter((one) => one.name !== name && one.phase === phase);
        return {
            what: "no component of this environment",
            remedy: chooseFrom(
                wanted,
                others.map((one) => one.name),
            ),
        };
    }
    if (!isBefore(phase, named.phase)) return undefined;
    return {
        what: `comes later, in ${describePhase(named.phase)}, and waits for all of ${describePhase(phase)}`,
        remedy: "Remove it",
    };
}

/** One problem for each circle, told at the first of its members. */
function circlesOf(components: readonly Waiting[]): Problem[] {
    const told = new Set<string>();
    return components.flatMap((start) => {
        const circle = circleOf(start, components);
        if (circle === undefined || circle.some((name) => told.has(name))) return [];
        for (const name of circle) told.add(name);
        return [
            {
                path: `${start.shapePath}.after`,
                what: `these wait for each other: ${[...circle, start.name].join(", ")}`,
                remedy: "Let one of them wait for none of the others",
            },
        ];
    });
}

/** Names on a way from a component back to itself; undefined when there is none. */
function circleOf(start: Waiting, components: readonly Waiting[]): readonly string[] | undefined {
    const seen = new Set<string>();
    const walk = ({ after, name }: Waiting): readonly string[] | undefined => {
        if (after.includes(start.name)) return [name];
        for (const next of components.filter((one) => after.includes(one.name) && !seen.has(one.name))) {
            seen.add(next.name);
            const way = walk(next);
            if (way !== undefined) return [name, ...way];
        }
        return undefined;
    };
    return walk(start);
}

/** Each after all it names, and otherwise as given. Names of other phases are passed over. */
export function inOrder<Component extends Pick<Waiting, "after" | "name">>(
    components: readonly Component[],
): readonly Component[] {
    const placed = new Set<Component>();
    const place = (component: Component): void => {
        if (placed.has(component)) return;
        for (const one of components) {
            if (component.after.includes(one.name) && one !== component) place(one);
        }
        placed.add(component);
    };
    for (const component of components) place(component);
    return [...placed];
}
