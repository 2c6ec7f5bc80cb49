import { readFileSync } from "node:fs";
import path from "node:path";

/**
 * An environment rehearsed on a real control plane without AWS: `start`, then nodes, then what the plan installs.
 *
 *     const rehearsal = await start({ environment, report });
 *     await rehearsal.nodes();
 *     await rehearsal.install();
 *     const { pods, nodes } = await rehearsal.settled();
 *     await rehearsal.stop();
 */
import { installDefinitions, karpenterDefinitions, snapshotDefinitions } from "../apiserver/crds";
import { downloadModule } from "../apiserver/go";
import { goModuleText, parseGoModule } from "../apiserver/go-module";
import { buildHelm, Helm } from "../charts/helm";
import { type FitInput, siteOf, type World, worldOf } from "../fit/world";
import { subnetsOfWorld } from "../fit/subnets";
import { admissionOf, whenAdmitting } from "./fargate";
import { CALLED, installSteps, type StepDone } from "./install";
import { karpenterTypesOf } from "./instance-types";
import { type GroupSize, nodeObject, nodesOf, type PlannedNode, registerNode, statusOf } from "./nodes";
import type { ClusterClient } from "./objects";
import { builtInPools, NODE_CLASS } from "./pools";
import { type Settled, type SettleOptions, whenSettled } from "./settled";
import { StandIns } from "./stand-ins";
import {
    buildPrograms,
    type Cluster,
    type KarpenterOptions,
    type SchedulerOptions,
    startCluster,
} from "./start";

export interface StartOptions {
    /** The planned graph, and what the planner decided: `inputOf(environment)`. */
    readonly environment: FitInput;
    /** Told what is going on, one line each. @default nobody */
    readonly report?: (line: string) => void;
    /** Whether charts bring their webhooks and API services, which no pod of kwok answers. @default false */
    readonly webhooks?: boolean;
    /** @default as EKS runs it */
    readonly scheduler?: SchedulerOptions;
    /** Of Karpenter, as its chart spells them. @default as the plan has them */
    readonly karpenter?: Pick<KarpenterOptions, "clockAhead" | "featureGates">;
}

export interface Rehearsal {
    readonly world: World;
    readonly client: ClusterClient;
    /** A file with every right, for kubectl, Helm and clients of your own. */
    readonly kubeconfig: string;
    readonly helm: Helm;
    readonly cluster: Cluster;
    /** Pods that Fargate was asked for and does not run. */
    readonly standIns: StandIns;
    /** Makes the nodes of groups. @param size @default as many as are always there */
    readonly nodes: (size?: GroupSize) => Promise<readonly PlannedNode[]>;
    /** Objects, add-ons and charts in the plan's order; Karpenter starts before its first pool. */
    readonly install: () => Promise<readonly StepDone[]>;
    /** Starts Karpenter if it does not run, or anew with other options: with its clock ahead, say. */
    readonly karpenter: (options?: Partial<KarpenterOptions>) => Promise<void>;
    readonly settled: (options?: SettleOptions) => Promise<Settled>;
    readonly stop: () => Promise<void>;
}

/** Builds what is not built, starts everything, and installs what EKS has before anybody asks. */
export async function start({
    environment,
    karpenter: ofKarpenter = {},
    report = () => undefined,
    scheduler = {},
    webhooks = false,
}: StartOptions): Promise<Rehearsal> {
    const world = worldOf(environment);
    const programs = await buildPrograms(report);
    const helm = new Helm(await buildHelm(report));
    const cluster = await startCluster(programs, scheduler);
    const { client, kubeconfig } = cluster;
    const zones = [...new Set(subnetsOfWorld(world).map(({ zone }) => zone))].filter((zone) => zone !== "");
    const standIns = new StandIns(client, { region: siteOf(world).region, zones });
    const stop = async (): Promise<void> => {
        await standIns.stop();
        await cluster.stop();
    };
    let runs = false;
    const karpenter = async (options: Partial<KarpenterOptions> = {}): Promise<void> => {
        await cluster.startKarpenter({ types: karpenterTypesOf(world), ...ofKarpenter, ...options });
        runs = true;
    };
    try {
        await prepare(cluster, world);
    } catch (error) {
        await stop();
        throw error;
    }
    return {
        ...{ world, client, kubeconfig, helm, cluster, standIns, stop, karpenter },
        nodes: async (size) => makeNodes(client, nodesOf(world, size)),
        install: async () => {
            const beforePools = async (): Promise<void> => (runs ? undefined : karpenter());
            const ground = {
                client,
                kubeconfig,
                helm,
                world,
                components: environment.components,
                beforePools,
            };
            const builtIn = builtInPools(world);
            if (builtIn.length > 0) await beforePools();
            for (const pool of builtIn) await client.apply(pool);
            return installSteps({ ...ground, aside: webhooks ? [] : CALLED }, report);
        },
        settled: async (options) => whenSettled(client, options),
    };
}

const KARPENTER_CHART = "karpenter-crd";

/** Definitions that no chart of the environment brings, classes of the rehearsal, and the admission of Fargate. */
async function prepare(cluster: Cluster, world: World): Promise<void> {
    const hasChart = world
        .ofType("kubernetes:helm.sh/v3:Release")
        .some(({ name }) => name === KARPENTER_CHART);
    await defineKinds(cluster, { karpenter: !hasChart });
    const profiles = world.rooms.flatMap(({ capacity }) => (capacity.kind === "fargate" ? [capacity] : []));
    for (const object of admissionOf(profiles)) await cluster.client.apply(object);
    await whenAdmitting(cluster.client, profiles);
}

/** What Karpenter and drivers need before anything. @param options whether Karpenter's own definitions as well */
export async function defineKinds(
    { client, define }: Pick<Cluster, "client" | "define">,
    { karpenter }: { readonly karpenter: boolean },
): Promise<void> {
    const definitions = [
        ...(karpenter ? (await karpenterDefinitions()).values() : []),
        ...(await snapshotDefinitions()).values(),
        await nodeClassDefinition(),
    ];
    await define(async (plain) => installDefinitions(plain, definitions));
    await client.apply(NODE_CLASS);
}

async function nodeClassDefinition(): Promise<string> {
    const version = parseGoModule(goModuleText()).versionOf("sigs.k8s.io/karpenter") ?? "";
    const module = await downloadModule("sigs.k8s.io/karpenter", version);
    return readFileSync(path.join(module, "kwok/apis/crds/karpenter.kwok.sh_kwoknodeclasses.yaml"), "utf8");
}

/** All of them, each with what the kubelet would report. */
export async function makeNodes(
    client: ClusterClient,
    nodes: readonly PlannedNode[],
): Promise<readonly PlannedNode[]> {
    for (const node of nodes) await registerNode(client, nodeObject(node), statusOf(node));
    return nodes;
}
