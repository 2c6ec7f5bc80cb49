/** ExternalDNS: records of Services, Ingresses and Gateways in Route 53, or services of AWS Cloud Map. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import { list } from "../shared/schema";
import { type ChartSite, defineChart } from "./definition";
import {
    checkTargets,
    domainsOf,
    type ExternalDnsOptions,
    rolesOf,
    statementsOf,
    zoneTypeOf,
} from "./external-dns-targets";
import { mirrored, placeOf, PRIORITY } from "./pod-values";
import type { Values } from "./values";

const NAME = "external-dns";
const IMAGE = "registry.k8s.io/external-dns/external-dns";
/** Source: templates/_helpers.tpl of the chart, external-dns.selectorLabels. */
const LABELS = { "app.kubernetes.io/name": NAME };
/** The kit's own choice: the chart proposes nothing. */
const SIZE = { cpu: "50m", memory: "64Mi" };
const MOST_MEMORY = "256Mi";

/** Source: kubernetes-sigs/external-dns docs/sources, v0.22.0. Those of other projects are for `values`. */
const GATEWAY_SOURCES = [
    "gateway-grpcroute",
    "gateway-httproute",
    "gateway-tcproute",
    "gateway-tlsroute",
    "gateway-udproute",
] as const;
const SOURCES = ["crd", "ingress", "service", ...GATEWAY_SOURCES] as const;

/**
 * How annotations it reads begin. Source: kubernetes-sigs/external-dns source/annotations/annotations.go and pull request 6424:
 * v0.22.0 changed its default from the first to the second and reads no other.
 */
const ANNOTATION_PREFIXES = ["external-dns.alpha.kubernetes.io/", "external-dns.kubernetes.io/"] as const;

const options = {
    /** Hosted zones it writes into, by their key in `hostedZones`. @default none: then privateZones or namespaces */
    zones: list(z.string()).exactOptional(),
    /** Private zones of the VPC it writes into, by their domain in `network.dns.privateZones`. @default none */
    privateZones: list(z.string()).exactOptional(),
    /** Namespaces of AWS Cloud Map it makes services in, by their key in `serviceDiscovery`, in place of zones. @default none */
    namespaces: list(z.string()).exactOptional(),
    /**
     * What it does with records whose object is gone: `"sync"` takes them back, and so must run when an object goes;
     * `"upsert-only"` leaves them, and `"create-only"` changes none either. @default "upsert-only"
     */
    policy: z.enum(["create-only", "sync", "upsert-only"]).exactOptional(),
    /** Kinds it reads. @default ["service", "ingress"] */
    sources: list(z.enum(SOURCES)).exactOptional(),
    /** How often it compares. @default "1m" */
    interval: z.string().exactOptional(),
    /**
     * How annotations it reads begin. With policy `"sync"` another one takes back every record whose object has the old one:
     * write both on every object first. @default "external-dns.alpha.kubernetes.io/", which charts write today
     */
    annotationPrefix: z.enum(ANNOTATION_PREFIXES).exactOptional(),
    /** What marks records as its own. No two clusters may share it; another one orphans all records. @default the cluster's name */
    owner: z.string().exactOptional(),
};

interface Chosen {
    readonly site: ChartSite;
    readonly options: ExternalDnsOptions;
}

export const externalDns = defineChart({
    repository: "https://kubernetes-sigs.github.io/external-dns",
    version: {
        value: "1.22.0",
        source: "kubernetes-sigs/external-dns charts/external-dns, chart 1.22.0 with app v0.22.0; keys read in the repository at 2026-08-21",
        seen: "2026-09-11",
        address:
            "https://github.com/kubernetes-sigs/external-dns/releases/tag/external-dns-helm-chart-1.22.0",
    },
    namespace: { name: NAME, podSecurity: { enforce: "restricted" } },
    // Records go after the objects that ask for them: it is there before these, and goes after them.
    phase: "karpenter",
    leftOut: { none: "its pod has nowhere to run, and no object asks for a name" },
    excludes: [
        {
            word: "addons.others.external-dns",
            why: "the community add-on is the same controller, and two would take each other's records",
        },
    ],
    alone: "it elects no leader, and two would write against each other",
    options,
    check: checkTargets,
    relations: ({ options: { sources = [] } }) =>
        sources.some((source) => source.startsWith("gateway-"))
            ? { needs: [{ word: "objects.gateway-api", why: "it reads routes of the Gateway API" }] }
            : {},
    identity: (chosen) => ({
        serviceAccount: NAME,
        statements: statementsOf(chosen),
        annotate: "serviceAccount.annotations",
    }),
    pods: () => [
        {
            name: NAME,
            kind: "Deployment",
            labels: LABELS,
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas: 1,
        },
    ],
    values,
    reserved: [
        ["annotationPrefix", "decides which objects it sees", "Set annotationPrefix beside values"],
        ["domainFilters", "keeps it to the zones its role may change", "Set zones beside values"],
        ["interval", "is said once", "Set interval beside values"],
        ["policy", "decides whether records are deleted", "Set policy beside values"],
        ["provider", "is what its role is for", "Set zones or namespaces beside values"],
        ["registry", "keeps it from records of others", "Remove it"],
        ["replicaCount", "is one: it elects no leader", "Remove it"],
        ["serviceAccount.name", "is the one its role trusts", "Remove it"],
        ["sources", "is said once", "Set sources beside values"],
        ["tolerations", "lets the pod start where the kit places it", "Remove it"],
        ["txtOwnerId", "marks what is this cluster's", "Set owner beside values"],
        ["txtPrefix", "finds the marks again: another one orphans all records", "Remove it"],
    ].map(([path = "", why = "", remedy = ""]) => ({ path, why, remedy })),
    images: [IMAGE],
    definitions: {
        home: "crds",
        names: ["dnsendpoints.externaldns.k8s.io", "dnsrecords.externaldns.k8s.io"],
        kept: true,
    },
    leaves: [
        {
            kinds: ["DNSEndpoint", "Gateway", "Ingress", "Service"],
            what: "records in Route 53, or services of Cloud Map, which then keep their zone or namespace",
        },
    ],
});

/** Source of the keys: charts/external-dns/values.yaml, 2026-08-21. */
function values(chosen: Chosen): Values {
    const { site } = chosen;
    const { annotationPrefix, interval, namespaces, owner, policy, sources } = chosen.options;
    return {
        annotationPrefix: annotationPrefix ?? ANNOTATION_PREFIXES[0],
        domainFilters: domainsOf(chosen),
        extraArgs: argsOf(chosen),
        image: { repository: mirrored(site, IMAGE) },
        interval: interval ?? "1m",
        podAnnotations: placeOf(site),
        ...PRIORITY,
        policy: policy ?? "upsert-only",
        provider: { name: namespaces === undefined ? "aws" : "aws-sd" },
        // Cloud Map holds the owner in its own description.
        registry: namespaces === undefined ? "txt" : "aws-sd",
        replicaCount: 1,
        resources: { limits: { memory: MOST_MEMORY }, requests: SIZE },
        serviceAccount: { create: true, name: NAME },
        sources: sources ?? ["service", "ingress"],
        tolerations: [{ ...SYSTEM_TOLERATION }],
        // Otherwise an object that is deleted with all others would keep its records until the next comparison.
        triggerLoopOnEvent: policy === "sync",
        txtOwnerId: owner ?? site.clusterName,
        // Of the type, with a dot at the end, so that the mark of the domain itself stays within its zone.
        // Source: docs/registry/txt.md of v0.22.0, on apex domains.
        ...(namespaces === undefined ? { txtPrefix: "externaldns-%{record_type}." } : {}),
    };
}

function argsOf(chosen: Chosen): Values {
    const [role] = rolesOf(chosen);
    const type = zoneTypeOf(chosen);
    return {
        ...(role === undefined ? {} : { "aws-assume-role": role }),
        ...(type === undefined ? {} : { "aws-zone-type": type }),
        // A wildcard within a name is none in Route 53.
        ...(chosen.options.namespaces === undefined ? { "txt-wildcard-replacement": "any" } : {}),
    };
}
