/** Changes as pull requests bring them, over three environments of the tests' own. */
import { planDeclared } from "../../../tools/parity/environment";
import { costChange } from "../../../tools/cost/change";
import { ANY_FACTS } from "../../../tools/facts";
import type { PlannedGraph } from "../../../tools/plan/graph";
import type { ReviewReport } from "../../../tools/review/report";
import { review, type ReviewedEnvironment } from "../../../tools/review/review";
import { generalPool } from "../../fixtures/fork/stacks/presets";
import { declaredOf, type Edit, type TestEnvironment } from "../../support/environments";
import { onKarpenter } from "../../support/on-karpenter";

const PLACES = {
    dev: { like: "small", vpcCidr: "10.0.0.0/16" },
    staging: { like: "large", vpcCidr: "10.1.0.0/16" },
    production: { like: "large", vpcCidr: "10.2.0.0/16" },
} as const satisfies {
    readonly [stack: string]: { readonly like: TestEnvironment; readonly vpcCidr: string };
};

export type Stack = keyof typeof PLACES;

const STACKS = Object.keys(PLACES) as readonly Stack[];

/** What happens to each environment; left out, nothing. */
export interface Typical {
    readonly title: string;
    readonly base?: { readonly [stack in Stack]?: Edit };
    readonly head?: { readonly [stack in Stack]?: Edit };
    /** Stacks that only the head has. */
    readonly added?: readonly Stack[];
}

/** The nodes that keep the cluster alive, on other instances: one word of a preset. */
function onInstances(...instanceTypes: readonly string[]): Edit {
    return {
        shape: (shape) => {
            const { compute } = onKarpenter(shape);
            const { host } = compute;
            if (host.kind !== "managed-nodes") throw new Error("no system nodes");
            const systemNodes = { ...host.systemNodes, instanceTypes };
            return { ...shape, compute: { ...compute, host: { ...host, systemNodes } } };
        },
    };
}

const BATCH: Edit = {
    shape: (shape) => {
        const batch = {
            ...generalPool({ architecture: "arm64", capacityTypes: ["spot"], cpuLimit: 64 }),
            labels: { workload: "batch" },
            taints: [{ key: "workload", value: "batch", effect: "NoSchedule" as const }],
        };
        const { compute } = onKarpenter(shape);
        return { ...shape, compute: { ...compute, pools: { ...compute.pools, batch } } };
    },
};

const UNFILLED: Edit = {
    settings: {
        account: "123456789012",
        admins: ["arn:aws:iam::123456789012:role/platform-admin"],
        deployRoleArn: "arn:aws:iam::123456789012:role/platform-deploy",
        apiAccess: { kind: "public", cidrs: ["203.0.113.0/24"] },
    },
};

function movedTo(vpcCidr: string): Edit {
    return { settings: { vpcCidr } };
}

const BEFORE: Edit = { settings: { kubernetesVersion: "1.35" } };

export const TYPICAL = {
    preset: {
        title: "Other instances for the system nodes, in a preset of two environments",
        head: { staging: onInstances("m8g.large"), production: onInstances("m8g.large") },
    },
    pool: { title: "A pool more", head: { dev: BATCH } },
    first: { title: "The first pull request of a fork: dev is filled in", base: { dev: UNFILLED } },
    network: { title: "Other addresses for dev", head: { dev: movedTo("10.9.0.0/16") } },
    nothing: { title: "Nothing that the environments notice" },
} as const satisfies { readonly [name: string]: Typical };

/** Larger ones, whose length alone is measured. */
export const LARGE = {
    networks: {
        title: "Other addresses everywhere",
        head: {
            dev: movedTo("10.8.0.0/16"),
            staging: movedTo("10.9.0.0/16"),
            production: movedTo("10.10.0.0/16"),
        },
    },
    minor: {
        title: "One Kubernetes minor",
        base: { dev: BEFORE, staging: BEFORE, production: BEFORE },
    },
} as const satisfies { readonly [name: string]: Typical };

const graphs = new Map<string, Promise<PlannedGraph>>();

/** Planned once for all tests of a run: an edit is known by the object it is. */
function graphOf(stack: Stack, edit: Edit | undefined): Promise<PlannedGraph> {
    if (edit !== undefined) return plan(stack, edit);
    const known = graphs.get(stack) ?? plan(stack, {});
    graphs.set(stack, known);
    return known;
}

async function plan(stack: Stack, { settings, shape }: Edit): Promise<PlannedGraph> {
    const { like, vpcCidr } = PLACES[stack];
    const own = { environment: stack, clusterName: `platform-${stack}`, vpcCidr };
    const declared = declaredOf(like, {
        settings: { ...own, ...settings },
        ...(shape === undefined ? {} : { shape }),
    });
    const graph = await planDeclared(declared, { project: "eks-platform", stack });
    if (graph === undefined) throw new Error(`${stack} is refused`);
    return graph;
}

export async function reportOf(
    { base = {}, head = {}, added = [] }: Typical,
    acknowledgements: Parameters<typeof review>[0]["acknowledgements"] = { entries: [], problems: [] },
): Promise<ReviewReport> {
    const environments: ReviewedEnvironment[] = [];
    for (const stack of STACKS) {
        const before: Pick<ReviewedEnvironment, "base"> = added.includes(stack)
            ? {}
            : { base: await graphOf(stack, base[stack]) };
        const after = await graphOf(stack, head[stack]);
        const old = before.base === undefined ? undefined : { graph: before.base };
        environments.push({ ...before, head: after, cost: costChange(old, { graph: after }, "2026-11-24") });
    }
    return review({
        environments,
        removed: [],
        base: "main (1a2b3c4)",
        acknowledgements,
        today: "2026-11-24",
        facts: ANY_FACTS,
    });
}
