import assert from "node:assert/strict";

import { decidedOf } from "../../../tools/page/decided";
import { drawingOf } from "../../../tools/page/drawing";
import { layOut, type PlacedDrawing, type PlacedPart } from "../../../tools/page/layout";
import { widthOfText } from "../../../tools/page/text-width";
import { environmentOf } from "../../support/environments";

/** Whether two boxes share more than an edge. */
function overlap(one: PlacedPart, other: PlacedPart): boolean {
    return (
        one.x < other.x + other.width - 0.5 &&
        other.x < one.x + one.width - 0.5 &&
        one.y < other.y + other.height - 0.5 &&
        other.y < one.y + one.height - 0.5
    );
}

describe("a drawing laid out", function () {
    this.timeout(60_000);

    for (const name of ["small", "large"] as const) {
        let placed: PlacedDrawing;

        before(async () => {
            const environment = await environmentOf(name);
            placed = await layOut(drawingOf(environment.graph, decidedOf(environment)));
        });

        it(`${name}: every box stands within its container, and beside its neighbours`, () => {
            const byId = new Map(placed.parts.map((one) => [one.part.id, one]));
            const outside = placed.parts.filter((one) => {
                const { inside = "" } = one.part;
                const box = byId.get(inside) ?? { x: 0, y: 0, width: placed.width, height: placed.height };
                return (
                    one.x < box.x ||
                    one.y < box.y ||
                    one.x + one.width > box.x + box.width ||
                    one.y + one.height > box.y + box.height
                );
            });
            assert.deepEqual(
                outside.map(({ part }) => part.id),
                [],
            );
            const clashes = placed.parts.flatMap((one, place) =>
                placed.parts
                    .slice(place + 1)
                    .filter((other) => other.part.inside === one.part.inside && overlap(one, other))
                    .map((other) => `${one.part.id} and ${other.part.id}`),
            );
            assert.deepEqual(clashes, []);
        });

        it(`${name}: every text has room in its box, and no box stands on it`, () => {
            const tight = placed.parts.filter(({ part, width }) =>
                [part.title, ...part.lines].some((line) => widthOfText(line, 11.5) + 12 > width),
            );
            assert.deepEqual(
                tight.map(({ part }) => part.id),
                [],
            );
            const covered = placed.parts.filter(({ part, y }) =>
                placed.parts.some(
                    (other) => other.part.inside === part.id && other.y < y + 16 * (1 + part.lines.length),
                ),
            );
            assert.deepEqual(
                covered.map(({ part }) => part.id),
                [],
            );
        });

        it(`${name}: every arrow begins and ends at its boxes`, () => {
            const byId = new Map(placed.parts.map((one) => [one.part.id, one]));
            const touches = ({ x, y }: { readonly x: number; readonly y: number }, id: string) => {
                const box = byId.get(id);
                return (
                    box !== undefined &&
                    x > box.x - 1 &&
                    x < box.x + box.width + 1 &&
                    y > box.y - 1 &&
                    y < box.y + box.height + 1
                );
            };
            const loose = placed.edges.filter(({ edge, points }) => {
                const [first, last] = [points[0], points.at(-1)];
                return (
                    first === undefined ||
                    last === undefined ||
                    !touches(first, edge.from) ||
                    !touches(last, edge.to)
                );
            });
            assert.deepEqual(
                loose.map(({ edge }) => edge),
                [],
            );
        });
    }

    it("is the same twice", async () => {
        const environment = await environmentOf("large");
        const drawing = drawingOf(environment.graph, decidedOf(environment));
        assert.deepEqual(await layOut(drawing), await layOut(drawing));
    });
});
