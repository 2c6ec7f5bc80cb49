/** What parts stand on: what those of earlier phases made. */
import type * as pulumi from "@pulumi/pulumi";
import type { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";

import type { AutoNodeRoleRef, ClusterRef } from "../cluster/ref";
import type { SpokeInputs } from "../gitops/ref";
import type { JoinTexts } from "../hybrid/ref";
import type { NodeIdentity } from "../karpenter/ref";
import type { HostedZoneRef } from "../names/ref";
import type { VpcRef } from "../network/ref";
import type { PrometheusRef } from "../observability/ref";
import type { FileSystemRef } from "../storage/ref";

/** Own keys by purpose; AWS's own where one is missing. */
export interface KeyArns {
    readonly secretsKeyArn?: pulumi.Output<string>;
    readonly logsKeyArn?: pulumi.Output<string>;
    readonly volumesKeyArn?: pulumi.Output<string>;
    /** Of topics; none where one is missing. */
    readonly alertsKeyArn?: pulumi.Output<string>;
}

/** The cluster of the environment, with what reaches it. */
export interface PlatformCluster extends ClusterRef {
    readonly kubeconfig: pulumi.Output<string>;
    readonly kubernetesProvider: KubernetesProvider;
}

/** A hosted zone, with what the domain above names where the kit makes it. */
export interface MadeZone extends HostedZoneRef {
    readonly nameServers?: pulumi.Output<string[]> | undefined;
}

/** As whom people of a team reach the cluster, and where they work. */
export interface TeamAccess {
    /** Role they assume. @default whose session they have */
    readonly roleArn?: pulumi.Input<string>;
    readonly namespace: string;
}

/** Everything parts may stand on. */
export interface Ground {
    readonly keys: KeyArns;
    readonly vpc: VpcRef;
    /** What roles of nodes need to fill caches of the account's registry. Undefined where it has none. */
    readonly pullPolicyArn: pulumi.Output<string> | undefined;
    readonly cluster: PlatformCluster;
    /** What nodes are that Karpenter makes. */
    readonly nodeIdentity: NodeIdentity;
    /** Role of nodes of pools of one's own under Auto Mode; undefined where the kit makes none. */
    readonly autoNodeRole: AutoNodeRoleRef | undefined;
    /** What an operator types on machines outside AWS. Undefined where none may join. */
    readonly hybridNodes: pulumi.Output<JoinTexts> | undefined;
    /** The service network of VPC Lattice that the VPC is in. Undefined where it is in none. */
    readonly serviceNetworkArn: pulumi.Output<string> | undefined;
    /** Hosted zones that stand, by the key of the shape. */
    readonly hostedZones: Readonly<Record<string, MadeZone>>;
    /** ARNs of certificates, by the key of the shape: known once they are issued. */
    readonly certificates: Readonly<Record<string, pulumi.Output<string>>>;
    /** The environment's workspace of Amazon Managed Prometheus. Undefined where it has none. */
    readonly prometheus: PrometheusRef | undefined;
    /** File systems of the environment by name, for the classes that make volumes of them. */
    readonly fileSystems: Readonly<Record<string, FileSystemRef>>;
    /** How people of teams reach the cluster, by team and people. */
    readonly teamAccess: Readonly<Record<string, Readonly<Record<string, TeamAccess>>>>;
    /** What the stack exports of a fork's own resources, by their name. */
    readonly own: Readonly<Record<string, Readonly<Record<string, pulumi.Input<unknown>>>>>;
    /** What the hub of GitOps must know of this cluster. Undefined where it has none. */
    readonly gitops: SpokeInputs | undefined;
}

/** What one component adds to it. */
export type Provided = Partial<Ground>;

/** The ground as it grows, phase by phase. */
export class GrowingGround implements Ground {
    private readonly made: { -readonly [key in keyof Ground]?: Ground[key] } = {};

    public get keys(): KeyArns {
        return this.given("keys");
    }

    public get vpc(): VpcRef {
        return this.given("vpc");
    }

    public get cluster(): PlatformCluster {
        return this.given("cluster");
    }

    /** Undefined in an environment without one. */
    public get clusterIfMade(): PlatformCluster | undefined {
        return this.made.cluster;
    }

    public get nodeIdentity(): NodeIdentity {
        return this.given("nodeIdentity");
    }

    public get autoNodeRole(): AutoNodeRoleRef | undefined {
        return this.made.autoNodeRole;
    }

    public get pullPolicyArn(): Ground["pullPolicyArn"] {
        return this.made.pullPolicyArn;
    }

    public get hybridNodes(): Ground["hybridNodes"] {
        return this.made.hybridNodes;
    }

    public get serviceNetworkArn(): Ground["serviceNetworkArn"] {
        return this.made.serviceNetworkArn;
    }

    public get hostedZones(): Ground["hostedZones"] {
        return this.made.hostedZones ?? {};
    }

    public get certificates(): Ground["certificates"] {
        return this.made.certificates ?? {};
    }

    public get prometheus(): Ground["prometheus"] {
        return this.made.prometheus;
    }

    public get fileSystems(): Ground["fileSystems"] {
        return this.made.fileSystems ?? {};
    }

    public get teamAccess(): Ground["teamAccess"] {
        return this.made.teamAccess ?? {};
    }

    public get own(): Ground["own"] {
        return this.made.own ?? {};
    }

    public get gitops(): Ground["gitops"] {
        return this.made.gitops;
    }

    public add(provided: Provided): void {
        Object.assign(this.made, provided);
    }

    private given<Key extends keyof Ground>(key: Key): Ground[Key] {
        const value = this.made[key];
        if (value === undefined) throw new Error(`${key}: used by a part before the part that makes it`);
        return value;
    }
}
