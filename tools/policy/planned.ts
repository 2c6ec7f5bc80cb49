/** A planned graph as controls ask about it: looked up by type, by URN and by what is made from what, once for all. */
import { POLICY_LEVELS, type PolicyLevel } from "../../components/platform/policy";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { ancestorsOf } from "../plan/order";
import { input, textOf } from "./reading";

export const TYPES = {
    accessEntry: "aws:eks/accessEntry:AccessEntry",
    accessPoint: "aws:efs/accessPoint:AccessPoint",
    addon: "aws:eks/addon:Addon",
    attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    awsProvider: "pulumi:providers:aws",
    bucket: "aws:s3/bucket:Bucket",
    cluster: "aws:eks/cluster:Cluster",
    defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
    eventRule: "aws:cloudwatch/eventRule:EventRule",
    eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
    fargateProfile: "aws:eks/fargateProfile:FargateProfile",
    fileSystem: "aws:efs/fileSystem:FileSystem",
    flowLog: "aws:ec2/flowLog:FlowLog",
    ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    key: "aws:kms/key:Key",
    launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    namespace: "kubernetes:core/v1:Namespace",
    natGateway: "aws:ec2/natGateway:NatGateway",
    nodeClass: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    nodeGroup: "aws:eks/nodeGroup:NodeGroup",
    nodePool: "kubernetes:karpenter.sh/v1:NodePool",
    policy: "aws:iam/policy:Policy",
    queue: "aws:sqs/queue:Queue",
    queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
    record: "aws:route53/record:Record",
    release: "kubernetes:helm.sh/v3:Release",
    repository: "aws:ecr/repository:Repository",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    route: "aws:ec2/route:Route",
    routeTable: "aws:ec2/routeTable:RouteTable",
    routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    selfManagedGroup: "aws:autoscaling/group:Group",
    storageClass: "kubernetes:storage.k8s.io/v1:StorageClass",
    subnet: "aws:ec2/subnet:Subnet",
    topic: "aws:sns/topic:Topic",
    vpc: "aws:ec2/vpc:Vpc",
} as const;

export class Planned {
    private readonly byType = new Map<string, PlannedResource[]>();
    private readonly byUrn: ReadonlyMap<string, PlannedResource>;
    private readonly before = new Map<string, ReadonlySet<string>>();
    private users: Map<string, PlannedResource[]> | undefined;

    public constructor(
        public readonly graph: PlannedGraph,
        /** How much is asked of it. */
        public readonly level: PolicyLevel,
        /** Every environment that was planned, this one among them. */
        public readonly all: readonly PlannedGraph[] = [graph],
    ) {
        this.byUrn = new Map(graph.resources.map((one) => [one.urn, one]));
        for (const one of graph.resources) {
            const same = this.byType.get(one.type);
            if (same === undefined) this.byType.set(one.type, [one]);
            else same.push(one);
        }
    }

    public isAtLeast(level: PolicyLevel): boolean {
        return POLICY_LEVELS.indexOf(this.level) >= POLICY_LEVELS.indexOf(level);
    }

    public get resources(): readonly PlannedResource[] {
        return this.graph.resources;
    }

    /** Every type there is some of. */
    public get types(): readonly string[] {
        return [...this.byType.keys()];
    }

    public ofType(...types: readonly string[]): readonly PlannedResource[] {
        return types.flatMap((type) => this.byType.get(type) ?? []);
    }

    /** Of every type that matches. */
    public matching(pattern: RegExp): readonly PlannedResource[] {
        return this.ofType(...this.types.filter((type) => pattern.test(type)));
    }

    public at(urn: string): PlannedResource | undefined {
        return this.byUrn.get(urn);
    }

    /** Resources of one type that an input is made from. */
    public madeFrom(
        { propertyDependencies }: PlannedResource,
        name: string,
        type: string,
    ): readonly PlannedResource[] {
        return (propertyDependencies[name] ?? []).flatMap((urn) => {
            const one = this.byUrn.get(urn);
            return one?.type === type ? [one] : [];
        });
    }

    /** Resources of one type whose input is made from this one. */
    public usersOf({ urn }: PlannedResource, name: string, type: string): readonly PlannedResource[] {
        this.users ??= usersIn(this.graph);
        return (this.users.get(`${name} ${urn}`) ?? []).filter((one) => one.type === type);
    }

    /** Everything it comes after, directly or through others. */
    public ancestorsOf(urn: string): ReadonlySet<string> {
        const known = this.before.get(urn) ?? ancestorsOf(this.graph, urn);
        this.before.set(urn, known);
        return known;
    }

    public addonNamed(...names: readonly string[]): readonly PlannedResource[] {
        return this.ofType(TYPES.addon).filter((one) => names.includes(textOf(input(one, "addonName"))));
    }

    /** Releases of Karpenter's own chart. */
    public get karpenter(): readonly PlannedResource[] {
        return this.ofType(TYPES.release).filter((one) =>
            /(^|\/)karpenter$/.test(textOf(input(one, "chart"))),
        );
    }

    /** Whether nodes are Karpenter's: what only its environments have is asked of no other kind of compute. */
    public get hasKarpenter(): boolean {
        return this.ofType("platform:karpenter:Karpenter").length > 0;
    }

    /** Whether EKS brings nodes and their add-ons itself, as the shape decided. */
    public get isAutoMode(): boolean {
        return this.ofType("platform:cluster:Cluster").some((one) => input(one, "autoMode") !== undefined);
    }

    /** Whether anything of the environment has pods. */
    public get hasCapacity(): boolean {
        return (
            this.ofType(TYPES.nodeGroup, TYPES.fargateProfile).length > 0 ||
            this.hasKarpenter ||
            this.isAutoMode
        );
    }
}

/** By input and what it is made from. */
function usersIn({ resources }: PlannedGraph): Map<string, PlannedResource[]> {
    const users = new Map<string, PlannedResource[]>();
    for (const one of resources) {
        for (const key of sourcesOf(one)) {
            const known = users.get(key);
            if (known === undefined) users.set(key, [one]);
            else known.push(one);
        }
    }
    return users;
}

function sourcesOf({ propertyDependencies }: PlannedResource): readonly string[] {
    return Object.entries(propertyDependencies).flatMap(([name, urns]) =>
        urns.map((urn) => `${name} ${urn}`),
    );
}
