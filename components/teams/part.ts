/** Teams, by name: what other parts make for them, who works there, and what their pods may do in AWS. */
import type { z } from "zod";

import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { type FargateSelector, selectsPod } from "../shared/pods";
import { derivedOf, onlyOf } from "./derived";
import { Team } from "./team";
import { checkTeam, type TeamSpec } from "./team-spec";
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
    derives: ({ shape }: Environment<Reads>) =>
        teamsOf(shape).flatMap(([team, asked]) => derivedOf(team, asked)),
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
    checkAll: (_, { shape }) => [...checkApart(shape.teams ?? {}), ...checkSpared(shape)],
    inClusterOnly: true,
    after: ({ waitsFor }) => waitsFor,
    build: ({ name, spec: { waitsFor: _, ...spec } }, { options }) => new Team(name, spec, options),
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
        ...checkTwice(components),
    ],
    after: ({ waitsFor }) => waitsFor,
    build: ({ name, spec: { waitsFor: _, ...spec } }, { ground: { cluster }, options }) =>
        new Workload(name, { ...spec, cluster }, options),
});

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

/** `a-b` of one team and `b` of team `…-a` are one name. One service account has one role. */
function checkTwice(components: readonly Named<WorkloadSpec>[]): PlacedProblem[] {
    const keys = (one: Named<WorkloadSpec>) => [
        one.name,
        `service account ${one.spec.namespace}/${one.spec.serviceAccount}`,
    ];
    return components.flatMap((one, index) => {
        const earlier = components.slice(0, index);
        const found = earlier.find((other) => keys(other).some((key) => keys(one).includes(key)));
        if (found === undefined) return [];
        const both = keys(found).find((key) => keys(one).includes(key)) ?? "";
        const what = `${found.shapePath} has ${both} already`;
        return [{ shapePath: one.shapePath, path: "", what, remedy: "Give it a name of its own" }];
    });
}
