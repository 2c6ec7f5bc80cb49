/** Environments with something in the way of an upgrade, and what of it is found. */
import type { Environment } from "../../../tools/parity/environment";
import type { PlannedResource } from "../../../tools/plan/graph";
import type { Finding } from "../../../tools/upgrade/finding";
import { UPGRADE_TABLE, type UpgradeTable } from "../../../tools/upgrade/table";
import { targetOf } from "../../../tools/upgrade/target";
import { type UpgradeReport, upgradeOf } from "../../../tools/upgrade/upgrade";
import { type Edit, environmentOf, type TestEnvironment } from "../../support/environments";
import { planned, type ResourceSketch } from "../../support/graphs";

export const TODAY = "2026-11-29";

export interface Obstacle {
    /** @default "large" */
    readonly name?: TestEnvironment;
    /** Minor of the cluster. @default "1.35" */
    readonly from?: string;
    /** @default "1.36" */
    readonly to?: string;
    readonly shape?: Edit["shape"];
    readonly settings?: Edit["settings"];
    /** Resources that no word of the kit makes. */
    readonly sketches?: readonly ResourceSketch[];
    readonly table?: Partial<UpgradeTable>;
}

export async function environmentWith(obstacle: Obstacle): Promise<Environment> {
    const { from = "1.35", name = "large", settings = {}, shape, sketches = [] } = obstacle;
    const environment = await environmentOf(name, {
        settings: { kubernetesVersion: from, ...settings },
        ...(shape === undefined ? {} : { shape }),
    });
    return withResources(environment, sketches.map(planned));
}

export function withResources(environment: Environment, further: readonly PlannedResource[]): Environment {
    const { graph } = environment;
    const resources = [...graph.resources, ...further].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return { ...environment, graph: { ...graph, resources } };
}

export async function reportOn(obstacle: Obstacle): Promise<UpgradeReport> {
    const target = targetOf(obstacle.to ?? "1.36");
    if (typeof target === "string") throw new Error(target);
    return upgradeOf(await environmentWith(obstacle), target, {
        today: TODAY,
        table: { ...UPGRADE_TABLE, ...obstacle.table },
    });
}

/** `first api-removed: PodDisruptionBudget web …` */
export function lineOf({ id, level, what }: Finding): string {
    return `${level} ${id}: ${what}`;
}
