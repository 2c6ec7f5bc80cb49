/** Room that is held free ahead of pods. */
import { type z } from "zod";

import type { ComputeWords } from "../compute/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { DEFAULT_REGISTRY } from "../versions";
import { Headroom } from "./headroom";
import { headroomByName } from "./headroom-schema";
import { checkHeadroom, type HeadroomSpec, noticesOfHeadroom, podsOfHeadroom } from "./headroom-spec";

const words = {
    /**
     * Room on nodes that is held free, by name, so that new pods start at once: pods that do nothing and are the first to go.
     * @default none: a pod without room waits for a node
     * @example
     * headroom: { web: { pods: 4, requests: { cpu: "1", memory: "2Gi" } } },
     */
    headroom: headroomByName.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & { readonly compute: ComputeWords };

export const headroom = part({
    words,
    phase: "releases",
    inClusterOnly: true,
    plan: ({ settings: { imageRegistry }, shape }: Environment<Reads>): Named<HeadroomSpec>[] => {
        const { headroom: rooms = {} } = shape;
        if (Object.keys(rooms).length === 0 || reasonAgainst(shape) !== undefined) return [];
        const mirror = imageRegistry === DEFAULT_REGISTRY ? undefined : imageRegistry;
        return [
            {
                name: "headroom",
                shapePath: "headroom",
                spec: { rooms, ...defined({ imageRegistry: mirror }) },
            },
        ];
    },
    origins: ({ rooms }) => Object.fromEntries(Object.keys(rooms).map((room) => [room, { shape: room }])),
    check: checkHeadroom,
    checkAll: (_, { shape }) => checkKind(shape),
    notices: (components) => components.flatMap(({ spec }) => noticesOfHeadroom(spec)),
    pods: podsOfHeadroom,
    build: ({ name, spec }, { options }) => new Headroom(name, spec, options),
});

function reasonAgainst({ compute: { kind } }: Reads): string | undefined {
    if (kind === "fargate") return "Fargate makes a node for each pod as it comes, and keeps none ahead";
    return kind === "none" ? "there is no node to hold room on" : undefined;
}

function checkKind(shape: Reads): PlacedProblem[] {
    const reason = reasonAgainst(shape);
    if (reason === undefined || shape.headroom === undefined) return [];
    const what = `compute of kind ${shape.compute.kind} has no use for it: ${reason}`;
    return [{ path: "headroom", what, remedy: "Remove it" }];
}
