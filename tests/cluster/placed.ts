/** Pods and capacities of environments: of this repository, of its recipes, and drawn at random. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";

import type { PlannedComponent } from "../../components/platform/part";
import { instanceTypeOf } from "../../components/shared/instance-data";
import type { Capacity, KitPod } from "../../components/shared/pods";
import { componentsOf, readEnvironment } from "../../tools/parity/environment";
import { ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { legalOf } from "../fuzz/legal";
import { planOf } from "../fuzz/planned";
import { FollowedPage } from "../support/followed-page";
import type { Placed } from "./pairs";

type Decided = Pick<PlannedComponent, "capacity" | "pods">;

function placed(from: string, components: readonly Decided[]): Placed {
    return {
        from,
        pods: components.flatMap(({ pods }) => pods),
        capacities: components.flatMap(({ capacity }) => capacity ?? []),
    };
}

export async function placedInStacks(): Promise<readonly Placed[]> {
    const all: Placed[] = [];
    for (const stack of listStacks(ROOT)) {
        const environment = await readEnvironment(stack);
        if (!("problems" in environment)) all.push(placed(stack, componentsOf(environment)));
    }
    return all;
}

/** Seeds 1 to `count`, those that have a plan. */
export function placedAtRandom(count: number): readonly Placed[] {
    return Array.from({ length: count }, (_, index) => index + 1).flatMap((seed) => {
        const result = planOf(legalOf(seed).subject);
        return "plan" in result ? [placed(`seed ${seed}`, result.plan.components)] : [];
    });
}

/** Each page followed in a copy of the repository, whose own program says what it plans. */
export function placedInRecipes(): readonly Placed[] {
    return readdirSync(path.join(ROOT, "docs/recipes")).flatMap((name) => {
        const page = new FollowedPage(`recipes/${name}`);
        try {
            page.follow();
            return saidBy(page.folder, name);
        } finally {
            page.remove();
        }
    });
}

/** As JSON: functions of a capacity become names of types. */
interface Said {
    readonly stack: string;
    readonly pods: readonly KitPod[];
    readonly capacities: readonly (Capacity & { readonly typeNames: readonly string[] })[];
}

const SCRIPT = `
    require("./tools/load.js");
    const { componentsOf, readDeclared } = require("./tools/parity/environment");
    const { listStacks } = require("./tools/plan/stack-file");
    const said = listStacks(process.cwd()).flatMap((stack) => {
        const read = readDeclared(stack, process.cwd());
        if ("problems" in read) return [];
        const components = componentsOf(read);
        const capacities = components.flatMap(({ capacity }) => capacity ?? []).map((capacity) => ({
            ...capacity,
            typeNames: (capacity.types?.() ?? []).map(({ type }) => type),
        }));
        return [{ stack, pods: components.flatMap(({ pods }) => pods), capacities }];
    });
    process.stdout.write(JSON.stringify(said));
`;

function saidBy(folder: string, name: string): readonly Placed[] {
    const { status, stderr, stdout } = spawnSync(process.execPath, ["-e", SCRIPT], {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
    return (JSON.parse(stdout) as readonly Said[]).map(({ capacities, pods, stack }) => ({
        from: `recipes/${name}, ${stack}`,
        pods,
        capacities: capacities.map(({ typeNames, ...capacity }) => ({
            ...capacity,
            ...(typeNames.length === 0
                ? {}
                : { types: () => typeNames.flatMap((type) => instanceTypeOf(type) ?? []) }),
        })),
    }));
}
