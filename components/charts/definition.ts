/** What the kit must know of a Helm chart: one file each, listed in catalogue.ts. */
import { z } from "zod";

import type { ComputeKind } from "../compute/ref";
import type { PlainZone } from "../names/ref";
import type { EndpointService } from "../network/ref";
import type { Json } from "../shared/json";
import type { Reserved } from "../shared/own-settings";
import type { PodSecurityWords } from "../shared/pod-security";
import type { WorkloadIdentityKind } from "../shared/pods";
import type { MinorPins } from "../shared/pins-schema";
import type { Problem } from "../shared/problems";
import type { Relations } from "../shared/relations";
import type { IdentityWords, PodsWords } from "../shared/workload-schema";
import type { Pin } from "../versions";
import type { NamespaceWords } from "./chart-schema";
import type { Values } from "./values";

/** What an environment decides of a chart, and where it is. */
export interface ChartSite {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** Minor of the control plane. */
    readonly kubernetesVersion: string;
    /** Where images come from: the chart's own registries, or a mirror that keeps their paths below its own name. */
    readonly imageRegistry?: string;
    readonly compute: ComputeKind;
    /** Whether its pods run on Fargate: no Pod Identity there, and port 10250 of a pod is the kubelet's. */
    readonly onFargate: boolean;
    /** Pods of each Deployment. */
    readonly replicas: number;
    /** Whether they prefer different zones. */
    readonly zoneSpread: boolean;
    /** What a fork pins for the minor. */
    readonly pins: MinorPins;
    /** Whether endpoints alone lead to AWS. @default false */
    readonly isolated?: true;
    /** Hosted zones of the environment. @default none */
    readonly zones?: readonly PlainZone[];
    /** Domains of the private zones the kit makes for the VPC. @default none */
    readonly privateZones?: readonly string[];
    /** Domains of namespaces of Cloud Map that the VPC sees, by key. @default none */
    readonly namespaces?: Readonly<Record<string, string>>;
}

/**
 * When a chart is made: with what makes nodes, once every kind of capacity is there, or last of all, for what may refuse
 * objects of everybody else.
 */
export type ChartPhase = "admission" | "karpenter" | "releases";

/** As whom its pods call AWS. */
export interface ChartIdentity {
    readonly serviceAccount: string;
    readonly statements: NonNullable<IdentityWords["statements"]>;
    /** Where its values take annotations of the service account, for pods on Fargate. @default it cannot run there */
    readonly annotate?: string;
}

/** The definitions (CRDs) a chart brings. */
export interface ChartDefinitions {
    /**
     * Folder `crds`: Helm installs them once and never changes nor deletes them. Templates: Helm upgrades them. A hook: a
     * Job of the chart's does.
     */
    readonly home: "crds" | "hook" | "templates";
    /** `targetgroupbindings.elbv2.k8s.aws`. */
    readonly names: readonly string[];
    /** Whether they, and so all objects of their kinds, stay when the release is deleted. */
    readonly kept: boolean;
}

/** A webhook of a chart, as the API server calls it. */
export interface ChartWebhook {
    /** Its name in the configuration: `mservice.elbv2.k8s.aws`. */
    readonly name: string;
    readonly kind: "mutating" | "validating";
    /** What happens while nobody answers: `Fail` refuses the object. */
    readonly policy: "Fail" | "Ignore";
    /** What it is asked about: `services`. */
    readonly resources: readonly string[];
    /** Objects of every namespace, of those with a label, or of kinds that the chart alone defines. */
    readonly scope: "all" | "labelled" | "own";
    /** Port of its pods that the API server calls. */
    readonly port: number;
}

/** What its controller makes in AWS for objects of the cluster, and nobody deletes once it is gone. */
export interface ChartLeaves {
    /** Kinds of those objects. */
    readonly kinds: readonly string[];
    /** What stays of them. */
    readonly what: string;
}

/** A Kubernetes object. */
export type ChartObject = Readonly<Record<string, Json>> & {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string };
};

/** What parts of earlier phases made, as values of a chart. */
export type Made = "prometheusEndpoint" | "vpcId";

/** Values that are known once something is made: path of the value, and what it is. */
export type PlacedValues = Readonly<Record<string, Made>>;

/** What is known of a chart wherever it runs. */
export interface ChartFacts extends Relations {
    /** `https://<host>/<path>` of a repository with an index, or `oci://<registry>/<path>`. */
    readonly repository: string;
    readonly version: Pin;
    readonly namespace: NamespaceWords;
    readonly phase: ChartPhase;
    /** Kinds of compute under which it has nothing to do, each with the reason: refused by name. @default none */
    readonly leftOut?: { readonly [kind in ComputeKind]?: string };
    /** Endpoints its pods need where nothing else leads to AWS. @default none */
    readonly endpoints?: readonly EndpointService[];
    /** Why it is one pod, whatever others are; `replicas` is then refused. @default it may be several */
    readonly alone?: string;
    /** What of a fork's pins for the minor it does not take. @default nothing: it reads none */
    readonly checkPins?: (pins: MinorPins, kubernetesVersion: string) => readonly Problem[];
    /** Values of an environment's own may not touch these. @default none */
    readonly reserved?: readonly Reserved[];
    /** Every image it starts, those of hooks too, as `<registry>/<path>`: what a mirror must hold. */
    readonly images: readonly string[];
    /** @default it brings none */
    readonly definitions?: ChartDefinitions;
    /** What Helm runs before or after it, as `<kind>/<name>`. @default nothing */
    readonly hooks?: readonly string[];
    /** Objects that differ each time the chart is rendered, as `<kind>/<name>`. @default none */
    readonly rendersAnew?: readonly string[];
    /** What outlives it when it goes before its objects. @default nothing */
    readonly leaves?: readonly ChartLeaves[];
}

/** What an environment makes of a chart. */
export interface DecidedChart {
    /** @default its pods call nothing in AWS */
    readonly identity?: ChartIdentity & { readonly kind: WorkloadIdentityKind };
    readonly pods: PodsWords;
    /** Values of the chart. An environment's own are merged over them. */
    readonly values: Values;
    readonly placed: PlacedValues;
    readonly webhooks: readonly ChartWebhook[];
    /** Objects of its own kinds, made after it and deleted before it. */
    readonly objects: readonly ChartObject[];
    /** What pods of its namespace may do, where that depends on what is asked for. @default what its namespace says */
    readonly podSecurity?: PodSecurityWords;
}

/** Words that every known chart has, whatever it is. */
export type NoOptions = typeof NO_OPTIONS;

const NO_OPTIONS = {};

/** What an environment may say of one chart alone, with what it decides. */
interface WithOptions<Options extends z.core.$ZodLooseShape> {
    readonly site: ChartSite;
    readonly options: z.infer<z.ZodObject<Options>>;
}

export interface ChartDefinition<Options extends z.core.$ZodLooseShape = NoOptions> extends ChartFacts {
    /** Words beside `version`, `replicas` and `values`, each with its schema. @default none */
    readonly options?: Options;
    /** What is wrong with them, under their own paths. @default nothing */
    readonly check?: (chosen: WithOptions<Options>) => readonly Problem[];
    /** As whom its pods call AWS; undefined where these options need nothing of it. @default they call nothing in AWS */
    readonly identity?: (chosen: WithOptions<Options>) => ChartIdentity | undefined;
    /** What pods of its namespace may do, where these options decide it. @default what its namespace says */
    readonly podSecurity?: (chosen: WithOptions<Options>) => PodSecurityWords;
    readonly pods: (chosen: WithOptions<Options>) => PodsWords;
    readonly values: (chosen: WithOptions<Options>) => Values;
    /** @default none */
    readonly placed?: (chosen: WithOptions<Options>) => PlacedValues;
    /** @default none */
    readonly webhooks?: (chosen: WithOptions<Options>) => readonly ChartWebhook[];
    /** @default none */
    readonly objects?: (chosen: WithOptions<Options>) => readonly ChartObject[];
    /** What these options need of the environment besides, or do not stand beside. @default nothing */
    readonly relations?: (chosen: WithOptions<Options>) => Relations;
}

/** A chart as the catalogue holds it: its options closed over. */
export interface KnownChart<
    Options extends z.core.$ZodLooseShape = z.core.$ZodLooseShape,
> extends ChartFacts {
    readonly options: Options;
    /** What it and its own words need, and what it must not be beside. They have passed the schema. */
    readonly relations: (site: ChartSite, words: object) => Relations;
    /** What is wrong with its own words. They have passed {@link KnownChart.options}. */
    readonly check: (site: ChartSite, words: object) => readonly Problem[];
    /** Assumes words without a fault. */
    readonly decide: (site: ChartSite, words: object) => DecidedChart;
}

/** Closes over the options of a chart: the catalogue never sees them. */
export function defineChart<Options extends z.core.$ZodLooseShape = NoOptions>(
    definition: ChartDefinition<Options>,
): KnownChart<Options> {
    const { check, identity, objects, options, placed, pods, relations, values, webhooks, ...rest } =
        definition;
    const { podSecurity, ...facts } = rest;
    const own = z.object(options ?? (NO_OPTIONS as Options));
    const chosen = (site: ChartSite, words: object) => ({ site, options: own.parse(words) });
    return {
        ...facts,
        options: own.shape,
        relations: (site, words) => {
            const { excludes = [], needs = [] } = relations?.(chosen(site, words)) ?? {};
            return {
                excludes: [...(facts.excludes ?? []), ...excludes],
                needs: [...(facts.needs ?? []), ...needs],
            };
        },
        check: (site, words) => check?.(chosen(site, words)) ?? [],
        decide: (site, words) => {
            const choice = chosen(site, words);
            const asWhom = identity?.(choice);
            const kind = site.onFargate ? "irsa" : "pod-identity";
            return {
                ...(asWhom === undefined ? {} : { identity: { ...asWhom, kind } }),
                pods: pods(choice),
                values: values(choice),
                placed: placed?.(choice) ?? {},
                webhooks: webhooks?.(choice) ?? [],
                objects: objects?.(choice) ?? [],
                ...(podSecurity === undefined ? {} : { podSecurity: podSecurity(choice) }),
            };
        },
    };
}
