/**
 * A whole control plane on loopback: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok in place of
 * kubelets and, where it is asked for, Karpenter. Everything ends and is removed with `stop`, and when this process ends.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type Apiserver, type EtcdCommand, freePort, startApiserver } from "../apiserver/apiserver";
import { buildApiserver, buildBeside, downloadModule } from "../apiserver/go";
import { goModuleText, parseGoModule } from "../apiserver/go-module";
import { missingGo } from "../apiserver/requirements";
import type { Client } from "../apiserver/client";
import type { Service } from "../apiserver/service";
import type { KarpenterTypes } from "./instance-types";
import { ClusterClient } from "./objects";

/** A cold start with others on the machine. */
const START_MS = 120_000;

/** Paths of programs. */
export interface Programs {
    readonly apiserver: string;
    /** Every other: its first argument says which. */
    readonly beside: string;
}

export interface Cluster {
    readonly client: ClusterClient;
    /** A file with every right, as long as the cluster runs. */
    readonly kubeconfig: string;
    /** For what installs definitions. */
    readonly define: (install: (client: Client) => Promise<void>) => Promise<void>;
    /** Starts Karpenter, or starts it anew. Its definitions must be there. */
    readonly startKarpenter: (options: KarpenterOptions) => Promise<void>;
    /** What all processes wrote last. */
    readonly logs: () => string;
    /** Memory that each process has, in MiB, by its name; empty where the system does not say. */
    readonly memory: () => Readonly<Record<string, number>>;
    readonly stop: () => Promise<void>;
}

export interface KarpenterOptions {
    readonly types: KarpenterTypes;
    /** As the chart spells them: `StaticCapacity`. @default Karpenter's own */
    readonly featureGates?: Readonly<Record<string, boolean>>;
    /** How far its clock is ahead: `720h`. @default not at all */
    readonly clockAhead?: string;
}

export interface SchedulerOptions {
    /**
     * Whether pods that ask for no spread are spread all the same, as Kubernetes does of its own accord.
     * Source: Kubernetes documentation, topology-spread-constraints, "Built-in default constraints". @default true
     */
    readonly spreadsUnasked?: boolean;
}

/** What this machine lacks; empty when all of it can be built. */
export function missingForCluster(env: Readonly<Record<string, string | undefined>>): string[] {
    const lacking = missingGo(parseGoModule(goModuleText()).go, env);
    return lacking === undefined ? [] : [lacking];
}

/**
 * Builds what is not built yet.
 * @param report told what is going on, one line each
 * @param limitSeconds how long all of it may take @default as long as it takes
 */
export async function buildPrograms(
    report: (line: string) => void,
    limitSeconds?: number,
): Promise<Programs> {
    const started = Date.now();
    const left = (): number | undefined =>
        limitSeconds === undefined ? undefined : Math.max(1, started + limitSeconds * 1000 - Date.now());
    const apiserver = await buildApiserver(report, left());
    return { apiserver, beside: await buildBeside(report, left()) };
}

/** @throws with the log of what does not come up */
export async function startCluster(programs: Programs, scheduler: SchedulerOptions = {}): Promise<Cluster> {
    const server = await startApiserver(programs.apiserver, etcdOf(programs));
    try {
        const client = new ClusterClient(server.client);
        const services = new Map<string, Service>();
        const run = (name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
            const service = server.run({ name, command: programs.beside, args: [name, ...args], env });
            services.set(name, service);
            return service;
        };
        run("kube-controller-manager", managerArgs(server));
        run("kube-scheduler", [`--config=${writeSchedulerConfig(server, scheduler)}`, "--secure-port=0"]);
        run("kwok", await kwokArgs(server));
        await whenServing(client, services);
        const { kubeconfig, logs, memory, stop } = server;
        return {
            ...{ client, kubeconfig, logs, memory, stop },
            define: async (install) => install(server.client),
            startKarpenter: async (options) => {
                await services.get("karpenter")?.stop();
                const env = await karpenterEnvironment(server, options);
                await karpenterReady(run("karpenter", [], env), env);
            },
        };
    } catch (error) {
        await server.stop();
        throw error;
    }
}

/**
 * The machine's, where it is new enough to answer whether a watch is up to date, which lists of thousands of pods live on.
 * Source: kubernetes/kubernetes v1.36.3, staging/src/k8s.io/apiserver/pkg/storage/etcd3/feature: 3.4.31 and 3.5.13.
 */
function etcdOf({ beside }: Programs): EtcdCommand {
    const { stdout } = spawnSync("etcd", ["--version"], { encoding: "utf8" });
    const [, minor = 0, patch = 0] = (/^etcd Version: 3\.(\d+)\.(\d+)/m.exec(stdout) ?? []).map(Number);
    const isNewEnough = minor > 5 || (minor === 5 && patch >= 13) || (minor === 4 && patch >= 31);
    return isNewEnough ? { command: "etcd", args: [] } : { command: beside, args: ["etcd"] };
}

/** How long nodes live without a word of theirs: nobody here loses one because a machine is slow. */
const LEASE_SECONDS = 600;

/** Clients of this machine's only server may ask as often as they like. */
const UNHURRIED = ["--kube-api-qps=1000", "--kube-api-burst=2000"] as const;

function managerArgs({ accountsKey, ca, kubeconfig }: Apiserver): string[] {
    return [
        `--kubeconfig=${kubeconfig}`,
        `--service-account-private-key-file=${accountsKey}`,
        `--root-ca-file=${ca}`,
        "--use-service-account-credentials=true",
        "--leader-elect=false",
        "--secure-port=0",
        `--node-monitor-grace-period=${LEASE_SECONDS}s`,
        ...UNHURRIED,
    ];
}

const WITHOUT_DEFAULTS = {
    schedulerName: "default-scheduler",
    pluginConfig: [{ name: "PodTopologySpread", args: { defaultingType: "List", defaultConstraints: [] } }],
};

/** EKS runs the scheduler as it comes. What found no node is tried again soon: nobody here waits ten seconds. */
function writeSchedulerConfig(
    { folder, kubeconfig }: Apiserver,
    { spreadsUnasked = true }: SchedulerOptions,
): string {
    const file = path.join(folder, "scheduler.json");
    const config = {
        ...{ apiVersion: "kubescheduler.config.k8s.io/v1", kind: "KubeSchedulerConfiguration" },
        clientConnection: { kubeconfig, qps: 1000, burst: 2000 },
        leaderElection: { leaderElect: false },
        podMaxBackoffSeconds: 2,
        ...(spreadsUnasked ? {} : { profiles: [WITHOUT_DEFAULTS] }),
    };
    writeFileSync(file, JSON.stringify(config));
    return file;
}

/** Nodes become ready and stay so; pods run once they are on one, those of Jobs to their end. */
async function kwokArgs({ folder, kubeconfig }: Apiserver): Promise<string[]> {
    const version = parseGoModule(goModuleText()).versionOf("sigs.k8s.io/kwok") ?? "";
    const module = await downloadModule("sigs.k8s.io/kwok", version);
    const stages = ["node/fast", "node/heartbeat-with-lease", "pod/fast"].flatMap((name) => {
        const from = path.join(module, "kustomize/stage", name);
        const files = readdirSync(from).filter((one) => one.endsWith(".yaml") && !one.startsWith("kustom"));
        return files.sort().map((one) => readFileSync(path.join(from, one), "utf8"));
    });
    const config = path.join(folder, "kwok.yaml");
    writeFileSync(config, stages.join("\n---\n"));
    return [
        ...[`--kubeconfig=${kubeconfig}`, `--config=${config}`, "--manage-all-nodes=true"],
        `--node-lease-duration-seconds=${LEASE_SECONDS}`,
    ];
}

/** The first thing that needs the controllers: every namespace gets its service account. */
async function whenServing(client: ClusterClient, services: ReadonlyMap<string, Service>): Promise<void> {
    const manager = services.get("kube-controller-manager");
    await manager?.whenReady(
        async () => client.get("v1", "ServiceAccount", { namespace: "default", name: "default" }),
        START_MS,
    );
}

async function karpenterEnvironment(
    { folder, kubeconfig }: Apiserver,
    { clockAhead, featureGates, types }: KarpenterOptions,
) {
    const file = path.join(mkdtempSync(path.join(folder, "karpenter-")), "types.json");
    writeFileSync(file, JSON.stringify(types));
    const gates = Object.entries(featureGates ?? {}).map(([name, isOn]) => `${name}=${isOn}`);
    return {
        KUBECONFIG: kubeconfig,
        INSTANCE_TYPES: file,
        DISABLE_LEADER_ELECTION: "true",
        METRICS_PORT: String(await freePort()),
        HEALTH_PROBE_PORT: String(await freePort()),
        ...{ KUBE_CLIENT_QPS: "1000", KUBE_CLIENT_BURST: "2000", SYSTEM_NAMESPACE: "kube-system" },
        ...(clockAhead === undefined ? {} : { CLOCK_AHEAD: clockAhead }),
        ...(gates.length === 0 ? {} : { FEATURE_GATES: gates.join(",") }),
    };
}

async function karpenterReady(service: Service, env: { readonly HEALTH_PROBE_PORT: string }): Promise<void> {
    const address = `http://127.0.0.1:${env.HEALTH_PROBE_PORT}/readyz`;
    await service.whenReady(async () => ((await fetch(address)).ok ? true : undefined), START_MS);
}
