/** Pools and pods of one case, beside those of others on one cluster: a label of its nodes keeps them apart. */
import type { KubernetesObject } from "../../tools/apiserver/client";
import { applyAll, type ClusterClient, type LiveObject } from "../../tools/cluster/objects";
import { poolObject, poolOf } from "../../tools/cluster/pools";
import { textOf } from "../../tools/facts/build";
import type { Properties } from "../../tools/facts/facts";
import { capacityOfNodePool, checkPool } from "../../components/karpenter/node-pool-spec";
import type { NodePoolArgs } from "../../components/karpenter/node-pool";
import type { Requirement } from "../../components/karpenter/node-pool-schema";
import { objectsOfPool } from "../apiserver/pools";
import { nodePoolSpec } from "../support/node-pool-spec";
import { refusalsOf } from "./ask-karpenter";
import { NAMESPACE, until } from "./ask-scheduler";

const LABEL = "example.com/case";
const TYPE = "node.kubernetes.io/instance-type";

export type PoolWords = Partial<NodePoolArgs>;

export interface AskedPod {
    readonly cpu?: string;
    readonly memory?: string;
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly tolerations?: readonly Properties[];
    /** Further fields of its spec. */
    readonly spec?: Properties;
    /** @default 1 */
    readonly replicas?: number;
    /** Whether each has a node to itself. @default false */
    readonly apart?: boolean;
}

/** Where one pod is: the labels of its node, or why it has none. */
export type Where = Readonly<Record<string, string>> | string;

/** What of a node's labels most cases are about. */
export const typeAt = (where: Where): string => labelAt(where, TYPE);

export function labelAt(where: Where, label: string): string {
    return typeof where === "string" ? where : (where[label] ?? "");
}

export class KarpenterCase {
    private readonly selector: Readonly<Record<string, string>>;

    /** @param types those its pools may have, unless they say otherwise */
    public constructor(
        private readonly client: ClusterClient,
        private readonly name: string,
        private readonly types: readonly string[],
    ) {
        this.selector = { [LABEL]: name };
    }

    /** A pool as the kit writes it. */
    public async ask(name: string, words: PoolWords = {}): Promise<void> {
        const objects = await oneAtATime(async () => objectsOfPool(this.wordsOf(name, words)));
        const [own] = objects.filter(({ kind }) => kind === "NodePool");
        await applyAll(this.client, [poolObject(own ?? {}, false)]);
    }

    /** What the kit says of a pool, by path. */
    public problems(name: string, words: PoolWords): readonly string[] {
        return checkPool(nodePoolSpec(this.wordsOf(name, words))).map(({ path }) => path);
    }

    /** A pool that the kit refuses, as it would be without the check. */
    public async askRefused(name: string, words: PoolWords): Promise<void> {
        const capacity = capacityOfNodePool(nodePoolSpec(this.wordsOf(name, words)));
        await applyAll(this.client, [poolOf(capacity, `${this.name}-${name}`)]);
    }

    /** Resolves once each has a node, or Karpenter has said why not; in their order, by replica. */
    public async pods(
        pods: Readonly<Record<string, AskedPod>>,
    ): Promise<Readonly<Record<string, readonly Where[]>>> {
        for (const [name, pod] of Object.entries(pods))
            for (let replica = 0; replica < (pod.replicas ?? 1); replica += 1)
                await this.client.create({
                    ...{ apiVersion: "v1", kind: "Pod" },
                    metadata: { name: `${this.name}-${name}-${replica}`, ...this.metadata(name) },
                    spec: this.specOf(name, pod),
                });
        const seen = await until(
            async () => this.seen(),
            () => `Karpenter does not look at every pod of ${this.name}`,
        );
        return Object.fromEntries(
            Object.entries(pods).map(([name, { replicas = 1 }]) => [
                name,
                Array.from({ length: replicas }, (_, at) => seen.get(`${this.name}-${name}-${at}`) ?? ""),
            ]),
        );
    }

    /** Pods that somebody replaces when they are evicted. */
    public async deployment(name: string, pod: AskedPod): Promise<void> {
        const { labels } = this.metadata(name);
        await applyAll(this.client, [
            {
                ...{ apiVersion: "apps/v1", kind: "Deployment" },
                metadata: { name: `${this.name}-${name}`, namespace: NAMESPACE },
                spec: {
                    ...{ replicas: pod.replicas ?? 1, selector: { matchLabels: labels } },
                    template: { metadata: { labels }, spec: this.specOf(name, pod) },
                },
            },
        ]);
        const wanted = pod.replicas ?? 1;
        await until(
            async () => {
                const found = await this.client.get("apps/v1", "Deployment", {
                    ...{ namespace: NAMESPACE, name: `${this.name}-${name}` },
                });
                const isSo = Number(found?.status["readyReplicas"] ?? 0) === wanted;
                return isSo && Number(found?.status["replicas"] ?? 0) === wanted ? true : undefined;
            },
            () => `${name} of ${this.name} does not have ${wanted} pods that run`,
        );
    }

    /** Those of its pools, with those that go. */
    public async nodes(): Promise<readonly LiveObject[]> {
        return this.client.list("v1", "Node", { query: `labelSelector=${LABEL}%3D${this.name}` });
    }

    private async seen(): Promise<ReadonlyMap<string, Where> | undefined> {
        const refused = await refusalsOf(this.client, LABEL);
        const nodes = new Map((await this.nodes()).map(({ metadata }) => [metadata.name, metadata.labels]));
        const query = `labelSelector=${LABEL}%3D${this.name}`;
        const pods = await this.client.list("v1", "Pod", { namespace: NAMESPACE, query });
        const found = pods.map(
            ({ metadata, spec }) =>
                [metadata.name, nodes.get(textOf(spec["nodeName"])) ?? refused.get(metadata.name)] as const,
        );
        const known = found.flatMap(([name, where]) => (where === undefined ? [] : [[name, where] as const]));
        return known.length < found.length ? undefined : new Map(known);
    }

    private metadata(name: string) {
        return { namespace: NAMESPACE, labels: { ...this.selector, app: `${this.name}-${name}` } };
    }

    private wordsOf(name: string, words: PoolWords): PoolWords & { readonly pool: string } {
        const ofTypes: Requirement = { key: TYPE, operator: "In", values: [...this.types] };
        const asked = words.requirements ?? [];
        const { labels = {} } = words;
        return {
            ...words,
            pool: `${this.name}-${name}`,
            labels: { ...labels, ...this.selector },
            requirements:
                this.types.length === 0 || asked.some(({ key }) => key === TYPE)
                    ? asked
                    : [...asked, ofTypes],
        };
    }

    private specOf(name: string, pod: AskedPod): Properties & KubernetesObject["spec"] {
        const {
            apart = false,
            cpu = "1",
            memory = "1Gi",
            nodeSelector = {},
            spec = {},
            tolerations = [],
        } = pod;
        const requests = { cpu, memory };
        return {
            containers: [{ name: "it", image: "it", resources: { requests } }],
            nodeSelector: { ...this.selector, ...nodeSelector },
            tolerations: [...tolerations],
            terminationGracePeriodSeconds: 0,
            ...(apart ? { affinity: apartFrom(`${this.name}-${name}`) } : {}),
            ...spec,
        };
    }
}

let last: Promise<unknown> = Promise.resolve();

/** A process records one component at a time. */
async function oneAtATime<Made>(make: () => Promise<Made>): Promise<Made> {
    const made = last.then(make);
    last = made.catch(() => undefined);
    return made;
}

function apartFrom(app: string) {
    return {
        podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
                { labelSelector: { matchLabels: { app } }, topologyKey: "kubernetes.io/hostname" },
            ],
        },
    };
}
