/** GitOps: what the platform knows reaches Argo CD and Flux. */
import type { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { chooseFrom } from "../shared/hints";
import { type ArgoCdReader, type BridgeSpec, checkBridge } from "./bridge-spec";
import { bridgeOf } from "./bridge-values";
import { GitopsBridge } from "./bridge";
import { type BridgeValue, gitopsSchema, type GitopsWords } from "./gitops-schema";
import { checkOwners, type WithObjects } from "./owners";
import { checkReaders, makersOfReaders, readerOf } from "./readers";

const words = {
    /**
     * What the platform knows, handed to GitOps: names, ARNs, subnets, zones, certificates, so that no repository holds one.
     * What Argo CD or Flux applies from there is theirs, and nothing of it is said here as well.
     * @default nothing is handed on
     * @example
     * gitops: { argoCd: { namespace: "argocd" }, labels: { tier: "canary" }, values: { route_weight: "100" } },
     */
    gitops: gitopsSchema.exactOptional(),
};

export type Reads = z.infer<z.ZodObject<typeof words>> &
    WithObjects & {
        readonly certificates?: Readonly<Record<string, unknown>>;
        readonly hostedZones?: Readonly<Record<string, unknown>>;
        readonly own?: Readonly<Record<string, { readonly needs: string }>>;
    };

export const gitops = part({
    words,
    // Once whoever reads it is there, and gone before that.
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<BridgeSpec>[] =>
        shape.gitops === undefined || !isRead(shape.gitops)
            ? []
            : [{ name: "gitops-bridge", shapePath: "gitops", spec: specOf(settings, shape, shape.gitops) }],
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: checkBridge,
    checkAll: (_, { shape }) => [...checkReaders(shape), ...checkOwn(shape), ...checkOwners(shape)],
    inClusterOnly: true,
    after: ({ waitsFor = [] }) => waitsFor,
    build: ({ name, shapePath, spec }, { ground, options }) => {
        const bridge = bridgeOf(`${shapePath}.values`, spec, ground);
        return new GitopsBridge(name, { ...spec, bridge, cluster: ground.cluster }, options);
    },
});

function followsOf({ argoCd, flux }: Pick<GitopsWords, "argoCd" | "flux">): Pick<BridgeSpec, "follows"> {
    const follows = defined({ argoCd: argoCd?.repositories, flux: flux?.repositories });
    return Object.keys(follows).length === 0 ? {} : { follows };
}

/** There is no other kind of it. */
function fluxOf({ kind: _, ...flux }: ArgoCdReader): NonNullable<BridgeSpec["flux"]> {
    return flux;
}

function isRead({ argoCd, flux }: NonNullable<Reads["gitops"]>): boolean {
    return argoCd !== undefined || flux !== undefined;
}

export function specOf(
    { account, clusterName, environment, kubernetesVersion, region }: Environment<Reads>["settings"],
    shape: Reads,
    { labels, values, ...asked }: NonNullable<Reads["gitops"]>,
): BridgeSpec {
    const argoCd = readerOf("argoCd", shape);
    const flux = readerOf("flux", shape);
    const keysOf = (map: object = {}) => Object.keys(map).sort();
    const waitsFor = [...new Set([...makersOfReaders(shape), ...makersOfValues(shape)])];
    return {
        ...{ account, clusterName, environment, kubernetesVersion, region },
        ...(argoCd === undefined ? {} : { argoCd }),
        ...(flux === undefined ? {} : { flux: fluxOf(flux) }),
        ...followsOf(asked),
        ...(labels === undefined ? {} : { labels }),
        ...(values === undefined ? {} : { values }),
        certificates: keysOf(shape.certificates),
        hostedZones: keysOf(shape.hostedZones),
        namespaces: keysOf(shape.namespaces),
        waitsFor,
    };
}

/** Resources of one's own that values come of, as far as they are made in the same phase. */
function makersOfValues({ gitops: { values = {} } = {}, own = {} }: Reads): readonly string[] {
    return ownIn(values).flatMap(([, name]) => (own[name]?.needs === "cluster" ? [`own-${name}`] : []));
}

function checkOwn({ gitops: { values = {} } = {}, own = {} }: Reads): PlacedProblem[] {
    return ownIn(values).flatMap(([value, name]) => {
        if (Object.hasOwn(own, name)) return [];
        const what = "no resources of your own have this name";
        const remedy = chooseFrom(name, Object.keys(own));
        return [{ shapePath: "gitops", path: `values.${value}.own`, what, got: name, remedy }];
    });
}

function ownIn(values: Readonly<Record<string, BridgeValue>>): readonly (readonly [string, string])[] {
    return Object.entries(values).flatMap(([name, value]) =>
        typeof value === "string" ? [] : [[name, value.own] as const],
    );
}
