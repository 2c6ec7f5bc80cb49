/** Teams, by name: what other parts make for them, who works there, and what their pods may do in AWS. */
import type { z } from "zod";

import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { type FargateSelector, selectsPod } from "../shared/pods";
import { derivedOf, mutates, onlyOf } from "./derived";
import { TEAM } from "./isolation";
import { PeopleRole } from "./people-role";
import type { PeopleSpec } from "./people-spec";
import { Team } from "./team";
import { accessOf, checkTeam, type TeamSpec } from "./team-spec";
import { teamsByName, type TeamWords } from "./teams-schema";
import { checkApart } from "./together";
import { Workload } from "./workload";
import type { WorkloadSpec } from "./workload-spec";

const words = {
    /**
     * Teams, by name: namespaces, people, what pods may do in AWS, secrets, images, and what leads in from outside. What is said
     * here stands as if it were said in `namespaces`, `access`, `secretStores`, `registry` and `admissionPolicies`, which keep it
     * from other teams.
     * @default none
     * @example
     * teams: {
     *     payments: {
     *         namespaces: { payments: { quota: { "requests.cpu": "20", "requests.memory": "64Gi" } } },
     *         people: {
     *             developers: { who: { kind: "principal", principal: "role/payments-developers" }, rights: "edit" },
     *         },
     *         workloads: { api: { grants: [{ kind: "queue", queue: "payments-orders", access: "send" }] } },
     *         repositories: { api: {} },
     *         ingress: { hosts: ["pay.example.com"], classes: ["alb"] },
     *     },
     * },
     */
    teams: teamsByName.exactOptional(),
};

type Words = z.infer<z.ZodObject<typeof words>>;
type Reads = Words & {
    readonly compute: { readonly kind: ComputeKind };
    readonly admissionPolicies?: { readonly exempt?: readonly string[] };
    readonly fargateProfiles?: Readonly<Record<string, readonly FargateSelector[]>>;
};

/** A component, and the namespaces it waits for. */
type Waiting<Spec> = Spec & { readonly waitsFor: readonly string[] };

function teamsOf({ teams = {} }: Words): readonly (readonly [string, TeamWords])[] {
    return Object.entries(teams);
}

export const teams = part({
    words,
    derives: ({ settings: { kubernetesVersion }, shape }: Environment<Reads>) =>
        teamsOf(shape).flatMap(([team, asked]) =>
            derivedOf(team, withPoolOf(asked, shape.compute.kind), kubernetesVersion),
        ),
    phase: "releases",
    plan: ({ shape }: Environment<Reads>): Named<Waiting<TeamSpec>>[] =>
        teamsOf(shape).map(([team, asked]) => ({
            name: `team-${team}`,
            shapePath: `teams.${team}`,
            spec: {
                ...asked,
                team,
                waitsFor: Object.keys(asked.namespaces).map((name) => `namespace-${name}`),
            },
        })),
    origins: { team: { shape: "" } },
    check: checkTeam,
    checkAll: (_, { shape }) => [
        ...checkApart(shape.teams ?? {}),
        ...checkSpared(shape),
        ...teamsOf(shape).flatMap(([team, asked]) => checkPool(team, asked, shape.compute.kind)),
    ],
    notices: (components, { settings: { kubernetesVersion } }) =>
        mutates(kubernetesVersion)
            ? []
            : components.flatMap(({ spec: { pool, team } }) =>
                  pool === undefined ? [] : [noticeOfPool(team)],
              ),
    inClusterOnly: true,
    after: ({ waitsFor }) => waitsFor,
    build: ({ name, spec: { waitsFor: _, ...spec } }, { ground: { teamAccess }, options }) => {
        const { team } = spec;
        const access = { ...teamAccess[team], ...accessOf(spec) };
        return {
            ready: new Team(name, spec, options).ready,
            provides: { teamAccess: { ...teamAccess, [team]: access } },
        };
    },
});

export const teamPeople = part({
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<PeopleSpec>[] => {
        const { account, clusterName, region } = settings;
        return teamsOf(shape).flatMap(([team, { namespaces, people: all = {}, repositories = {} }]) =>
            Object.entries(all).flatMap(([people, { by = "rbac", rights, who }]) =>
                who.kind !== "pipeline" && who.kind !== "role"
                    ? []
                    : [
                          {
                              name: `people-${team}-${people}`,
                              shapePath: `teams.${team}.people.${people}.who`,
                              spec: {
                                  ...{ team, people, by, rights, account, clusterName, region },
                                  namespaces: Object.keys(namespaces),
                                  who,
                                  repositories: Object.keys(repositories).map((one) => `${team}/${one}`),
                              },
                          },
                      ],
            ),
        );
    },
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    // Their words are checked with their team.
    check: () => [],
    checkAll: (components) => checkNames(components),
    build: ({ name, spec }, { ground: { cluster, teamAccess }, options }) => {
        const { namespaces, people, team } = spec;
        const made = new PeopleRole(name, { ...spec, cluster }, options);
        const access = { [people]: { roleArn: made.roleArn, namespace: namespaces[0] ?? "" } };
        return {
            ready: made.ready,
            provides: { teamAccess: { ...teamAccess, [team]: { ...teamAccess[team], ...access } } },
        };
    },
});

export const teamWorkloads = part({
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<Waiting<WorkloadSpec>>[] => {
        const { account, clusterName, inCluster, region } = settings;
        return teamsOf(shape).flatMap(([team, { namespaces, workloads = {} }]) =>
            Object.entries(workloads).map(([workload, asked]) => {
                const { grants, identity = "pod-identity", serviceAccount = workload } = asked;
                const namespace = asked.namespace ?? onlyOf(namespaces) ?? "";
                return {
                    name: `workload-${team}-${workload}`,
                    shapePath: `teams.${team}.workloads.${workload}`,
                    spec: {
                        ...{ team, workload, namespace, serviceAccount, identity, grants },
                        ...{ account, clusterName, inCluster, region },
                        waitsFor:
                            inCluster && Object.hasOwn(namespaces, namespace)
                                ? [`namespace-${namespace}`]
                                : [],
                    },
                };
            }),
        );
    },
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    // Their words are checked with their team.
    check: () => [],
    checkAll: (components, { shape }) => [
        ...components.flatMap((one) => checkFargate(one, shape)),
        ...checkNames(components),
        ...checkAccounts(components),
    ],
    after: ({ waitsFor }) => waitsFor,
    build: ({ name, spec: { waitsFor: _, ...spec } }, { ground: { cluster }, options }) =>
        new Workload(name, { ...spec, cluster }, options),
});

/** A pool of a kind that the environment does not have is told of, and derived of nothing. */
function withPoolOf({ pool, ...asked }: TeamWords, kind: ComputeKind): TeamWords {
    return pool === undefined || pool.kind !== kind ? asked : { ...asked, pool };
}

function checkPool(team: string, { pool }: TeamWords, kind: ComputeKind): PlacedProblem[] {
    if (pool === undefined || pool.kind === kind) return [];
    const what = `compute of kind ${kind} has no pools of kind ${pool.kind}`;
    const remedy =
        kind === "karpenter" || kind === "auto-mode"
            ? `Write kind: "${kind}", in the words of its pools`
            : "Remove it; groups of nodes with a taint of your own are managedNodes";
    return [{ shapePath: `teams.${team}`, path: "pool.kind", what, got: pool.kind, remedy }];
}

function noticeOfPool(team: string): string {
    return (
        `Pods of team ${team} run in its pool where they say so alone: nodeSelector ${TEAM}: ${team}, and a toleration of ` +
        `the taint ${TEAM}=${team}. From Kubernetes 1.36 on the API server adds both`
    );
}

/** `a-b` of one team and `b` of team `…-a` are one name. */
function checkNames(components: readonly Named<object>[]): PlacedProblem[] {
    return components.flatMap(({ name, shapePath }, index) => {
        const found = components.slice(0, index).find((other) => other.name === name);
        if (found === undefined) return [];
        const what = `${found.shapePath} has ${name} already`;
        return [{ shapePath, path: "", what, remedy: "Give it a name of its own" }];
    });
}

/** What keeps teams apart would look at nothing there. */
function checkSpared({ admissionPolicies: { exempt = [] } = {}, ...shape }: Reads): PlacedProblem[] {
    const namespaces = teamsOf(shape).flatMap(([, asked]) => Object.keys(asked.namespaces));
    return exempt.flatMap((got, index) =>
        namespaces.includes(got)
            ? [
                  {
                      path: `admissionPolicies.exempt[${index}]`,
                      what: "a namespace of a team, which nothing would keep apart from others",
                      got,
                      remedy: "Exempt it from the one set that it cannot meet",
                  },
              ]
            : [],
    );
}

/** Source: EKS User Guide, pod-identities, "EKS Pod Identity restrictions". */
function checkFargate({ shapePath, spec }: Named<WorkloadSpec>, shape: Reads): PlacedProblem[] {
    if (spec.identity !== "pod-identity") return [];
    const profiles = Object.values(shape.fargateProfiles ?? {}).flat();
    const pod = { namespace: spec.namespace, labels: {} };
    if (shape.compute.kind !== "fargate" && !profiles.some((one) => selectsPod(one, pod))) return [];
    const what = "its pods run on Fargate, where Pod Identity gives them nothing";
    return [{ shapePath, path: "identity", what, got: spec.identity, remedy: 'Write "irsa"' }];
}

/** One service account has one role. */
function checkAccounts(components: readonly Named<WorkloadSpec>[]): PlacedProblem[] {
    const accountOf = ({ spec }: Named<WorkloadSpec>) => `${spec.namespace}/${spec.serviceAccount}`;
    return components.flatMap((one, index) => {
        const found = components.slice(0, index).find((other) => accountOf(other) === accountOf(one));
        if (found === undefined) return [];
        const what = `${found.shapePath} has service account ${accountOf(one)} already`;
        return [{ shapePath: one.shapePath, path: "", what, remedy: "Give it a name of its own" }];
    });
}
