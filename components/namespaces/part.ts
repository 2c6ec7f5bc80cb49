/** Namespaces of teams, by name, with what holds for every pod in them. */
import { z } from "zod";

import { catalogueChartsIn } from "../charts/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { blockOf, parseCidr } from "../shared/cidr";
import { checkNeighbours } from "./neighbours";
import { Namespace } from "./namespace";
import { namespaceSchema } from "./namespace-schema";
import { checkNamespace, type NamespaceSpec, noticesOfNamespace, policiesOf } from "./namespace-spec";
import type { DnsPlace } from "./network-policies";
import { noticesOfOneWay } from "./one-way";
import { checkEnforced, isAutoModeAlone, noticesOfEnforcement } from "./policies-enforced";
import { PolicyEnforcement } from "./policy-enforcement";
import type { Reads } from "./reads";
import { noticesOfUnreached } from "./unreached";

const words = {
    /**
     * Namespaces, by name, each with its level of Pod Security, its amounts and its traffic: nothing passes that is not
     * said here.
     * @default none
     * @example
     * namespaces: {
     *     "team-a": {
     *         podSecurity: { enforce: "restricted" },
     *         quota: { "requests.cpu": "20", "requests.memory": "64Gi", pods: 100 },
     *         containers: { requests: { cpu: "100m", memory: "128Mi" } },
     *         traffic: { kind: "deny", toNetworks: [{ cidr: "0.0.0.0/0", ports: [443] }] },
     *     },
     * },
     */
    namespaces: z.record(z.string(), namespaceSchema).exactOptional(),
};

export const namespaces = part({
    words,
    // Last of all but admission: what teams put there goes while controllers still clear up after it.
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<NamespaceSpec>[] => {
        const after = catalogueChartsIn(shape.catalogue, shape.compute.kind).filter(
            ({ phase }) => phase === "releases",
        );
        return Object.entries(shape.namespaces ?? {}).map(([namespace, asked]) => ({
            name: `namespace-${namespace}`,
            shapePath: `namespaces.${namespace}`,
            spec: {
                ...asked,
                namespace,
                dnsPlace: dnsPlaceOf(shape, settings),
                after: after.map(({ component }) => component),
            },
        }));
    },
    origins: { namespace: { shape: "" } },
    check: checkNamespace,
    checkAll: (components, { shape }): PlacedProblem[] => [
        ...checkNeighbours(shape),
        ...components.flatMap(({ shapePath, spec }) =>
            policiesOf(spec).length === 0 ? [] : checkEnforced(shape, `${shapePath}.traffic`),
        ),
    ],
    // What lives in the cluster counts once it may be made.
    notices: (components, { settings, shape }) =>
        settings.inCluster
            ? [
                  ...components.flatMap(({ spec }) => noticesOfNamespace(spec)),
                  ...noticesOfUnreached(shape, settings.vpcCidr),
                  ...noticesOfOneWay(shape, settings.vpcCidr),
                  ...noticesOfEnforcement(
                      components.flatMap(({ spec }) =>
                          policiesOf(spec).length === 0 ? [] : [spec.namespace],
                      ),
                      shape,
                  ),
              ]
            : [],
    inClusterOnly: true,
    after: ({ after = [] }) => after,
    build: ({ name, spec }, { options }) => new Namespace(name, spec, options),
});

/** EKS gives the cluster's DNS the tenth address of services. Source: EKS User Guide, automode; aws/containers-roadmap#2552. */
function dnsPlaceOf(shape: Reads, settings: Environment<Reads>["settings"]): DnsPlace {
    if (!isAutoModeAlone(shape)) return { kind: "pods" };
    const { serviceCidr } = settings;
    const services = serviceCidr === undefined ? undefined : parseCidr(serviceCidr);
    if (services === undefined || shape.network.ipv6 === "pods") return { kind: "anywhere" };
    return { kind: "address", cidr: blockOf(services, 32, 10).canonical };
}

/** Auto Mode acts on no policy before it is told to. */
export const policyEnforcement = part({
    phase: "core",
    plan: ({ shape }: Environment<Reads>): Named<object>[] => {
        const denies = Object.values(shape.namespaces ?? {}).some(({ traffic }) => traffic?.kind !== "open");
        if (!denies || !isAutoModeAlone(shape)) return [];
        return [{ name: "policy-enforcement", shapePath: "namespaces", spec: {} }];
    },
    origins: {},
    check: () => [],
    inClusterOnly: true,
    build: ({ name }, { options }) => new PolicyEnforcement(name, options),
});
