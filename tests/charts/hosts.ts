/** Environments that charts are rendered in: each kind of compute, few pods and many, with a mirror and without. */
import type { EnvironmentShape } from "../../components/platform/shape";
import type { PlanOptions } from "../support/plan-shape";
import { AUTO_MODE, FARGATE, MANAGED } from "../support/kinds";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

export const HOSTS: Readonly<Record<string, EnvironmentShape>> = {
    "Karpenter on nodes": ON_NODES,
    "Karpenter on Fargate": ON_FARGATE,
    "managed nodes": MANAGED,
    Fargate: FARGATE,
    "Auto Mode": AUTO_MODE,
};

/** Registry of an environment's own, and below it the paths of images. */
const MIRROR = "registry.example.org/mirror";

export interface Variant {
    /** `2 replicas, mirrored`. */
    readonly title: string;
    readonly addons: Pick<EnvironmentShape["addons"], "replicas" | "zoneSpread">;
    readonly options: PlanOptions;
    readonly mirror: string | undefined;
}

export const VARIANTS: readonly Variant[] = [1, 2].flatMap((replicas) =>
    [undefined, MIRROR].map((mirror) => ({
        title: `${replicas} ${replicas === 1 ? "replica" : "replicas"}${mirror === undefined ? "" : ", mirrored"}`,
        addons: { replicas, zoneSpread: replicas > 1 },
        options: mirror === undefined ? {} : { config: { "platform:organisation": { registry: mirror } } },
        mirror,
    })),
);
