/**
 * What users of other EKS projects ask of a platform as a whole, as questions to a plan of this one: each an environment of its
 * own. Public source: aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape, ManagedNodesShape } from "../../components/platform/shape";
import { type FargateSelector, selectsPod } from "../../components/shared/pods";
import type { PlannedGraph } from "../../tools/plan/graph";
import {
    addonsIn,
    at,
    documentOf,
    inputsOf,
    listOf,
    onlyInputs,
    releasesIn,
    TYPES,
} from "../support/gallery";
import { argoCdSecrets } from "../support/gallery-argo-cd";
import { INGRESS_NGINX } from "../support/gallery-charts";
import { teamsOf } from "../support/gallery-fleets";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape, refusedOf } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const PLATFORM_TEAM = "arn:aws:iam::210987654321:user/platform";
const CONFIG = { "platform:admins": [PLATFORM_TEAM] };

const NODES: ManagedNodesShape = { ...systemNodesOf(ON_NODES), instanceTypes: ["m5.large"] };

/** The add-ons these patterns have in common; Karpenter or the Cluster Autoscaler makes nodes. */
const COMMON = {
    charts: { "ingress-nginx": INGRESS_NGINX },
    catalogue: { "argo-cd": {}, "aws-load-balancer-controller": {}, "cert-manager": {} },
    addons: { "aws-secrets-store-csi-driver-provider": {}, adot: { metrics: ["cloudwatch"] } },
} as const satisfies Partial<Record<keyof EnvironmentShape, unknown>>;

const ON_GROUPS: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: NODES, dedicated: false },
    addons: { replicas: 2, zoneSpread: true, ...COMMON.addons },
    catalogue: { ...COMMON.catalogue, "cluster-autoscaler": {} },
    charts: COMMON.charts,
};

/** All of them are installed; NetworkPolicies are enforced by vpc-cni. */
function assertCommon(graph: PlannedGraph): void {
    const releases = releasesIn(graph);
    const asked = ["argo-cd", "aws-load-balancer-controller", "cert-manager", "ingress-nginx"];
    for (const name of asked) assert.ok(releases.includes(name), name);
    const addons = addonsIn(graph);
    for (const name of ["adot", "aws-secrets-store-csi-driver-provider", "metrics-server"]) {
        assert.ok(addons.includes(name), name);
    }
    const cni = onlyInputs(graph, TYPES.addon, "addon-vpc-cni-");
    assert.equal(at(JSON.parse(String(cni["configurationValues"])), "enableNetworkPolicy"), "true");
}

/** The team administers the cluster, by an entry of its own. */
function assertAdmin(graph: PlannedGraph): void {
    const policies = inputsOf(graph, TYPES.entryPolicy).filter(
        ({ principalArn }) => principalArn === PLATFORM_TEAM,
    );
    assert.deepEqual(
        policies.map(({ policyArn }) => policyArn),
        ["arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"],
    );
}

/** What one of ADOT's collectors sends where. */
function exportOf(graph: PlannedGraph, collector: string, ...exporter: readonly string[]): unknown {
    const { configurationValues } = onlyInputs(graph, TYPES.addon, "addon-adot-");
    return at(JSON.parse(String(configurationValues)), "collector", collector, "pipelines", ...exporter);
}

/** Metrics go to CloudWatch, in its embedded format. */
function assertMetrics(graph: PlannedGraph): void {
    assert.deepEqual(exportOf(graph, "prometheusMetrics", "metrics", "emf"), { enabled: true });
}

describe("questions about whole platforms on groups of nodes", () => {
    it("bottlerocket-construct: a Bottlerocket pool under a common set of add-ons", async () => {
        const compute = {
            kind: "managed",
            systemNodes: { ...NODES, amiFamily: "Bottlerocket" },
            dedicated: false,
        } as const;
        const graph = await graphOfShape({ ...ON_GROUPS, compute }, { config: CONFIG });
        const types = new Set(inputsOf(graph, TYPES.group).map(({ amiType }) => amiType));
        assert.deepEqual(types, new Set(["BOTTLEROCKET_x86_64"]));
        assertCommon(graph);
        assert.ok(releasesIn(graph).includes("cluster-autoscaler"));
        assertMetrics(graph);
        assertAdmin(graph);
    });

    it("generic-cluster-construct: on demand, Spot and two Fargate profiles side by side", async () => {
        const pool = { ...NODES, slots: ["a" as const] };
        const graph = await graphOfShape(
            {
                ...ON_GROUPS,
                addons: { ...ON_GROUPS.addons, adot: { metrics: ["cloudwatch"], traces: true } },
                managedNodes: {
                    steady: { ...pool, instanceTypes: ["m5.2xlarge"], capacityType: "ON_DEMAND" },
                    spare: { ...pool, instanceTypes: ["t3.medium"], capacityType: "SPOT" },
                },
                fargateProfiles: {
                    fp1: [{ namespace: "serverless1" }],
                    fp2: [{ namespace: "serverless2" }],
                },
            },
            { config: CONFIG },
        );
        const pools = ["steady", "spare"].map((name) => onlyInputs(graph, TYPES.group, `nodes-${name}`));
        assert.deepEqual(
            pools.map(({ capacityType, instanceTypes }) => [capacityType, instanceTypes]),
            [
                ["ON_DEMAND", ["m5.2xlarge"]],
                ["SPOT", ["t3.medium"]],
            ],
        );
        const selected = ["fp1", "fp2"].map((name) => onlyInputs(graph, TYPES.profile, name)["selectors"]);
        assert.deepEqual(selected, [[{ namespace: "serverless1" }], [{ namespace: "serverless2" }]]);
        assertCommon(graph);
        assert.ok(releasesIn(graph).includes("cluster-autoscaler"));
        assertMetrics(graph);
        assert.deepEqual(exportOf(graph, "otlpIngest", "traces", "xray"), { enabled: true });
        assertAdmin(graph);
    });
});

const SERVERLESS: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "fargate" },
    catalogue: { "argo-cd": {}, "aws-load-balancer-controller": {} },
    charts: COMMON.charts,
    fargateProfiles: {
        default: [{ namespace: "default" }, { namespace: "kube-system" }],
        tools: [{ namespace: "ingress-nginx" }],
        team1: [{ namespace: "team1" }],
    },
};

describe("questions about whole platforms on Fargate", () => {
    it("fargate-construct: no node, a team's own profile, and a profile for every pod", async () => {
        const graph = await graphOfShape(SERVERLESS, { config: CONFIG });
        assert.deepEqual(inputsOf(graph, TYPES.group), []);
        const selectors = inputsOf(graph, TYPES.profile)
            .flatMap((profile) => listOf(profile["selectors"]))
            .map((selector) => selector as unknown as FargateSelector);
        for (const namespace of ["default", "kube-system", "team1"]) {
            assert.ok(
                selectors.some((one) => one.namespace === namespace),
                namespace,
            );
        }
        const inKubeSystem = ["aws-load-balancer-controller", "metrics-server"].map((name) => ({
            namespace: "kube-system",
            labels: { "app.kubernetes.io/name": name },
        }));
        const inArgoCd = [
            "application-controller",
            "applicationset-controller",
            "redis",
            "repo-server",
            "server",
        ].map((name) => ({ namespace: "argocd", labels: { "app.kubernetes.io/name": `argocd-${name}` } }));
        const inNginx = ["controller", "admission-webhook"].map((component) => ({
            namespace: "ingress-nginx",
            labels: {
                "app.kubernetes.io/name": "ingress-nginx",
                "app.kubernetes.io/component": component,
            },
        }));
        for (const pod of [...inKubeSystem, ...inArgoCd, ...inNginx]) {
            assert.ok(
                selectors.some((selector) => selectsPod(selector, pod)),
                JSON.stringify(pod),
            );
        }
        assertAdmin(graph);
    });

    it("its neighbour, pods that no profile selects, is refused by name", () => {
        const { fargateProfiles = {}, ...rest } = SERVERLESS;
        const { tools: _, ...others } = fargateProfiles;
        const refused = refusedOf({ ...rest, fargateProfiles: others });
        // Argo CD's have a profile of the kit's own.
        assert.deepEqual(
            refused.map((line) => /pod ([\w-]+)/.exec(line)?.[1]),
            ["ingress-nginx-controller", "ingress-nginx-admission-webhook"],
        );
        assert.ok(refused.every((line) => line.includes("fits nowhere")));
    });
});

const REGIONS = [
    { stage: "dev", region: "us-east-1" },
    { stage: "test", region: "us-east-2", sshKey: "github-ssh-key" },
    { stage: "prod", region: "us-west-2", sshKey: "github-ssh-key", admin: "argo-admin-secret" },
] as const;

interface Stage {
    readonly stage: string;
    readonly region: string;
    readonly sshKey?: string;
    readonly admin?: string;
}

const NAMES = ["burnham", "carmen", "platform", "riker"];
const TEAMS: NonNullable<EnvironmentShape["teams"]> = Object.fromEntries(
    NAMES.map((name) => [name, { namespaces: teamsOf([`team-${name}`]) }]),
);
const REPOSITORY = {
    public: "https://github.com/example/workloads",
    ssh: "ssh://git@github.com/example/workloads",
};

/** Three stages are one function of what differs. */
function regional(one: Stage): EnvironmentShape {
    const url = one.sshKey === undefined ? REPOSITORY.public : REPOSITORY.ssh;
    return {
        ...ON_NODES,
        addons: { ...ON_NODES.addons, ...COMMON.addons },
        catalogue: { ...COMMON.catalogue, "external-secrets": {} },
        charts: COMMON.charts,
        gitops: { argoCd: { repositories: { workloads: { url, path: `envs/${one.stage}` } } } },
        teams: TEAMS,
        ...argoCdSecrets({ ...one, url }),
    };
}

describe("questions about whole platforms in several regions", () => {
    for (const one of REGIONS) {
        it(`multi-region-construct: ${one.stage} in ${one.region}, from the same shape`, async () => {
            const { region } = one;
            const { admin, sshKey }: Stage = one;
            const graph = await graphOfShape(regional(one), {
                config: {
                    "platform:region": region,
                    "platform:zones": { a: `${region}a`, b: `${region}b` },
                },
            });
            const others = REGIONS.map((other) => other.region).filter((other) => other !== region);
            const text = JSON.stringify(graph.resources.map(({ inputs }) => inputs));
            assert.ok(text.includes(`${region}a`) && text.includes(`arn:aws:eks:${region}:`));
            for (const other of others) assert.ok(!text.includes(other), other);
            const kubernetes = onlyInputs(graph, "pulumi:providers:kubernetes");
            assert.deepEqual(kubernetes["kubeconfig"], { $secret: true });
            const application = onlyInputs(graph, "kubernetes:argoproj.io/v1alpha1:Application");
            assert.equal(at(application["spec"], "source", "path"), `envs/${one.stage}`);
            const named = [admin, sshKey].filter((name) => name !== undefined);
            const made = inputsOf(graph, "kubernetes:external-secrets.io/v1:ExternalSecret");
            assert.deepEqual(
                made.flatMap(({ spec }) =>
                    listOf(at(spec, "data")).map((one) => at(one["remoteRef"], "key")),
                ),
                named,
            );
            const rights = inputsOf(graph, TYPES.rolePolicy, "secret-store-argocd").map(({ policy }) =>
                at(documentOf(policy)[0], "Resource"),
            );
            assert.deepEqual(
                rights,
                named.length === 0
                    ? []
                    : [
                          named.map(
                              (name) => `arn:aws:secretsmanager:${region}:210987654321:secret:${name}-??????`,
                          ),
                      ],
            );
            assertCommon(graph);
            assert.ok(releasesIn(graph).includes("karpenter"));
            const namespaces = inputsOf(graph, "kubernetes:core/v1:Namespace", "team-");
            assert.deepEqual(
                namespaces.map(({ metadata }) => at(metadata, "name")).sort(),
                NAMES.map((name) => `team-${name}`),
            );
        });
    }
});
