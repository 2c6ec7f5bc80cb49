import assert from "node:assert/strict";

import { checkAfter, inOrder } from "../../../components/platform/after";
import type { Phase } from "../../../components/shared/pods";
import { describeProblem } from "../../../components/shared/problems";

function component(name: string, after: readonly string[] = [], phase: Phase = "releases") {
    return { name, after, phase, shapePath: `charts.${name}` };
}

function refused(...components: readonly ReturnType<typeof component>[]): string[] {
    return checkAfter(components).map((problem) => describeProblem(problem));
}

function ordered(...components: readonly ReturnType<typeof component>[]): string {
    return inOrder(components)
        .map(({ name }) => name)
        .join(" ");
}

describe("what a component waits for by name", () => {
    it("is there before it, and the rest stays as listed", () => {
        assert.equal(ordered(component("c", ["a"]), component("b"), component("a")), "a c b");
        assert.equal(
            ordered(component("d", ["c", "b"]), component("c", ["a"]), component("b"), component("a")),
            "a c b d",
        );
        assert.equal(ordered(component("a"), component("b"), component("c", ["a"])), "a b c");
    });

    it("may be of an earlier phase, which is there anyway", () => {
        const earlier = component("karpenter", [], "karpenter");
        assert.deepEqual(refused(earlier, component("a", ["karpenter"])), []);
        assert.equal(ordered(component("a", ["karpenter"])), "a");
    });

    it("is refused when nobody has the name", () => {
        assert.deepEqual(
            refused(component("keys", [], "network"), component("grafana"), component("b", ["grafna"])),
            [
                'charts.b.after[0]: no component of this environment (got "grafna"). Did you mean "grafana"? Known: grafana.',
            ],
        );
    });

    it("is refused when it comes later", () => {
        assert.deepEqual(refused(component("a", ["late"], "core"), component("late")), [
            'charts.a.after[0]: comes later, in phase releases (charts and objects), and waits for all of phase core (add-ons on nodes or Fargate) (got "late"). Remove it.',
        ]);
    });

    it("is refused in a circle, told once", () => {
        const circle = [
            component("a", ["b"]),
            component("b", ["x", "c"]),
            component("c", ["a"]),
            component("x"),
        ];
        assert.deepEqual(refused(...circle, component("d", ["a"])), [
            "charts.a.after: these wait for each other: a, b, c, a. Let one of them wait for none of the others.",
        ]);
        assert.deepEqual(refused(component("a", ["a"])), [
            "charts.a.after: these wait for each other: a, a. Let one of them wait for none of the others.",
        ]);
        assert.deepEqual(
            refused(
                component("a", ["b"]),
                component("b", ["a"]),
                component("c", ["d"]),
                component("d", ["c"]),
            ).length,
            2,
        );
    });

    it("is found among many that wait for all before them", () => {
        const names = Array.from({ length: 40 }, (_, index) => `c${index}`);
        const many = names.map((name, index) => component(name, names.slice(0, index)));
        assert.deepEqual(refused(...many), []);
        assert.equal(ordered(...[...many].reverse()), names.join(" "));
    });
});
