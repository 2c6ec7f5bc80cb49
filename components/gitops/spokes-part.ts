/** One Argo CD for several environments: the hub that has it, and spokes that let it in. */
import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { bridgeOf } from "./bridge-values";
import { labelsOf } from "./bridge-spec";
import { GitopsCluster, type GitopsClusterArgs } from "./cluster-secret";
import { GitopsHub, type GitopsHubArgs } from "./hub";
import { type Reads, specOf } from "./part";
import { makersOfReaders, readerOf } from "./readers";
import type { SpokeInputs } from "./ref";
import { GitopsSpoke } from "./spoke";
import { SPOKE_VERSION } from "./spoke-schema";
import { checkSpoke, type SpokeSpec } from "./spoke-spec";
import { readSpokes } from "./spokes";

/** In a spoke: the hub is let in, and what it must know is exported. */
export const gitopsSpoke = part({
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<SpokeSpec>[] => {
        const { hub } = shape.gitops ?? {};
        if (shape.gitops === undefined || hub === undefined) return [];
        const { account, clusterName, region } = settings;
        const told = specOf(settings, shape, shape.gitops);
        const { letsIn = "role", policies, roleArn } = hub;
        const spec = { account, clusterName, letsIn, policies, region, roleArn, told };
        return [{ name: "gitops-spoke", shapePath: "gitops", spec }];
    },
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: checkSpoke,
    after: ({ told: { waitsFor = [] } }) => waitsFor,
    build: ({ name, shapePath, spec }, { ground, options }) => {
        const { cluster } = ground;
        const { principalArn, ready } = new GitopsSpoke(name, { ...spec, cluster }, options);
        const gitops: SpokeInputs = {
            schemaVersion: SPOKE_VERSION,
            name: spec.told.environment,
            clusterName: cluster.name,
            clusterArn: cluster.arn,
            server: cluster.endpoint,
            certificateAuthorityData: cluster.certificateAuthorityData,
            ...(spec.letsIn === "role" ? { roleArn: principalArn } : {}),
            labels: labelsOf(spec.told),
            bridge: bridgeOf(`${shapePath}.values`, spec.told, ground),
        };
        return { ready, provides: { gitops } };
    },
});

/** In the hub: a role that may assume those of its spokes. Argo CD of EKS is let in as it is. */
export const gitopsHub = part({
    // Before the chart: pods get a role as they start.
    phase: "pools",
    plan: ({
        settings: { clusterName, organisation },
        shape,
    }: Environment<Reads>): Named<Omit<GitopsHubArgs, "cluster">>[] => {
        const reader = readerOf("argoCd", shape);
        const { spokes } = readSpokes(shape.gitops?.spokes ?? []);
        if (reader?.kind !== "chart" || spokes.length === 0) return [];
        const roleArns = spokes.flatMap(({ roleArn = [] }) => roleArn);
        const { namespace } = reader;
        return [
            {
                name: "gitops-hub",
                shapePath: "gitops",
                spec: {
                    clusterName,
                    namespace,
                    roleArns,
                    ...defined({ namePrefix: organisation?.namePrefix }),
                },
            },
        ];
    },
    origins: { clusterName: "clusterName" },
    check: () => [],
    checkAll: (_, { shape }) => checkHub(shape),
    build: ({ name, spec }, { ground: { cluster }, options }) =>
        new GitopsHub(name, { ...spec, cluster }, options),
});

/** In the hub: each spoke as Argo CD knows clusters. */
export const gitopsClusters = part({
    phase: "releases",
    plan: ({
        shape,
    }: Environment<Reads>): Named<GitopsClusterArgs & { readonly waitsFor: readonly string[] }>[] => {
        const argoCd = readerOf("argoCd", shape);
        if (argoCd === undefined) return [];
        const waitsFor = makersOfReaders(shape);
        return readSpokes(shape.gitops?.spokes ?? []).spokes.map((spoke) => ({
            name: `gitops-cluster-${spoke.name}`,
            shapePath: "gitops.spokes",
            spec: { argoCd, spoke, waitsFor },
        }));
    },
    origins: {},
    check: () => [],
    inClusterOnly: true,
    after: ({ waitsFor }) => waitsFor,
    build: ({ name, spec: { argoCd, spoke } }, { options }) =>
        new GitopsCluster(name, { argoCd, spoke }, options),
});

/** Kinds of compute whose pods get no role by Pod Identity. Source: EKS User Guide, pod-identities, restrictions. */
const WITHOUT_AGENT: readonly ComputeKind[] = ["fargate"];

function checkHub(shape: Reads): PlacedProblem[] {
    const { argoCd, spokes } = shape.gitops ?? {};
    if (spokes === undefined) return [];
    const at = { shapePath: "gitops", path: "spokes" };
    const { problems } = readSpokes(spokes);
    if (argoCd === undefined) {
        const remedy = "Add argoCd: {}, or remove it";
        return [...problems, { ...at, what: "no Argo CD of this environment reads it", remedy }];
    }
    if (readerOf("argoCd", shape)?.kind !== "chart" || !WITHOUT_AGENT.includes(shape.compute.kind))
        return [...problems];
    const what = "pods on Fargate get no role by Pod Identity, and Argo CD reaches other clusters with one";
    return [
        ...problems,
        { ...at, what, remedy: "Run it where there are nodes, or let EKS run it: capabilities.argoCd" },
    ];
}
