/** GuardDuty, as far as it watches the cluster. */
import type { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { ThreatDetection } from "./threat-detection";
import { threatDetectionSchema } from "./threat-detection-schema";
import {
    checkBeside,
    checkThreatDetection,
    noticesOfThreatDetection,
    type ThreatDetectionSpec,
} from "./threat-detection-spec";

const words = {
    /**
     * Amazon GuardDuty: what the audit log and processes of pods say of an attack. It costs by event and by vCPU.
     * @default not the kit's
     * @example
     * threatDetection: { detector: { kind: "own" }, runtime: "managed" },
     */
    threatDetection: threatDetectionSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly addons: object;
    readonly compute: { readonly kind: string };
};

export const threatDetection = part({
    words,
    // Before pods, which are watched from their start; gone before the VPC, in which GuardDuty has an endpoint.
    phase: "bootstrap",
    plan: ({ settings: { clusterName }, shape }: Environment<Reads>): Named<ThreatDetectionSpec>[] =>
        shape.threatDetection === undefined
            ? []
            : [
                  {
                      name: "threat-detection",
                      shapePath: "threatDetection",
                      spec: { ...shape.threatDetection, clusterName },
                  },
              ],
    origins: { clusterName: "clusterName" },
    check: checkThreatDetection,
    checkAll: (components, { shape }): PlacedProblem[] =>
        components.flatMap(({ spec }) =>
            checkBeside(spec, { kind: shape.compute.kind, addons: addonsOf(shape.addons) }),
        ),
    notices: (components) => components.flatMap(({ spec }) => noticesOfThreatDetection(spec)),
    build: ({ name, spec }, { options }) => new ThreatDetection(name, spec, options),
});

/** Those the kit knows, and those it does not. */
function addonsOf(addons: object): { readonly name: string; readonly path: string }[] {
    const { others = {}, ...known } = addons as { readonly others?: object };
    return [
        ...Object.keys(known).map((name) => ({ name, path: `addons.${name}` })),
        ...Object.keys(others).map((name) => ({ name, path: `addons.others.${name}` })),
    ];
}
