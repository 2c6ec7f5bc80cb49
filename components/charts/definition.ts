/** What the kit must know of a Helm chart: one file each, listed in catalogue.ts. */
import type { ComputeKind, hostOf } from "../compute/ref";
import type { EndpointService } from "../network/ref";
import type { Reserved } from "../shared/own-settings";
import type { MinorPins } from "../shared/pins-schema";
import type { IdentityWords, PodsWords } from "../shared/workload-schema";
import type { Problem } from "../shared/problems";
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
    /** Where Deployments start that must be there before other nodes. */
    readonly host: ReturnType<typeof hostOf>;
    /** Pods of each Deployment. */
    readonly replicas: number;
    /** Whether they prefer different zones. */
    readonly zoneSpread: boolean;
    /** What a fork pins for the minor. */
    readonly pins: MinorPins;
}

/** When a chart is made: with what makes nodes, or once every kind of capacity is there. */
export type ChartPhase = "karpenter" | "releases";

export interface ChartDefinition {
    /** `https://<host>/<path>` of a repository with an index, or `oci://<registry>/<path>`. */
    readonly repository: string;
    readonly version: Pin;
    readonly namespace: NamespaceWords;
    readonly phase: ChartPhase;
    /** Kinds of compute under which it has nothing to do, each with the reason: refused by name. @default none */
    readonly leftOut?: { readonly [kind in ComputeKind]?: string };
    /** As whom its pods call AWS. @default they call nothing in AWS */
    readonly identity?: {
        readonly serviceAccount: string;
        readonly statements: (site: ChartSite) => NonNullable<IdentityWords["statements"]>;
    };
    /** Endpoints its pods need where nothing else leads to AWS. @default none */
    readonly endpoints?: readonly EndpointService[];
    readonly pods: (site: ChartSite) => PodsWords;
    /** Values of the chart. An environment's own are merged over them. */
    readonly values: (site: ChartSite) => Values;
    /** What of a fork's pins for the minor it does not take. @default nothing: it reads none */
    readonly checkPins?: (pins: MinorPins, kubernetesVersion: string) => readonly Problem[];
    /** Values that are known once the VPC is made: path of the value, and which. @default none */
    readonly placed?: { readonly [path: string]: "vpcId" };
    /** Values of an environment's own may not touch these. @default none */
    readonly reserved?: readonly Reserved[];
}
