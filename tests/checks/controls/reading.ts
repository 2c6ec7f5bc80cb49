/** What controls read of a planned graph, and how their mutants change one. */
import type { Json } from "../../../components/shared/json";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";

export const TYPES = {
    accessEntry: "aws:eks/accessEntry:AccessEntry",
    addon: "aws:eks/addon:Addon",
    attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    awsProvider: "pulumi:providers:aws",
    record: "aws:route53/record:Record",
    cluster: "aws:eks/cluster:Cluster",
    defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
    eventRule: "aws:cloudwatch/eventRule:EventRule",
    eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
    fargateProfile: "aws:eks/fargateProfile:FargateProfile",
    flowLog: "aws:ec2/flowLog:FlowLog",
    ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    key: "aws:kms/key:Key",
    launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    natGateway: "aws:ec2/natGateway:NatGateway",
    nodeClass: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    nodeGroup: "aws:eks/nodeGroup:NodeGroup",
    nodePool: "kubernetes:karpenter.sh/v1:NodePool",
    policy: "aws:iam/policy:Policy",
    queue: "aws:sqs/queue:Queue",
    queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
    release: "kubernetes:helm.sh/v3:Release",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    route: "aws:ec2/route:Route",
    routeTable: "aws:ec2/routeTable:RouteTable",
    routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    storageClass: "kubernetes:storage.k8s.io/v1:StorageClass",
    subnet: "aws:ec2/subnet:Subnet",
    vpc: "aws:ec2/vpc:Vpc",
} as const;

export function ofType(graph: PlannedGraph, ...types: readonly string[]): PlannedResource[] {
    return graph.resources.filter(({ type }) => types.includes(type));
}

export function ofUrns(graph: PlannedGraph, urns: readonly string[], type: string): PlannedResource[] {
    return ofType(graph, type).filter(({ urn }) => urns.includes(urn));
}

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at `vpcConfig.subnetIds`, or undefined. A number is a place in a list. */
export function read(value: Json | undefined, path: string): Json | undefined {
    return path.split(".").reduce<Json | undefined>((found, key) => {
        if (Array.isArray(found)) return (found as readonly Json[])[Number(key)];
        return isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
    }, value);
}

export function input(resource: PlannedResource, path: string): Json | undefined {
    return read(resource.inputs, path);
}

/** A list, or what alone stands where a list may stand; nothing at all is an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
    if (value === undefined) return [];
    return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

export function textsOf(value: Json | undefined): string[] {
    return listOf(value).map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
}

export function numberOf(value: Json | undefined): number {
    return typeof value === "number" ? value : Number.NaN;
}

/** Settings or a policy that are registered as text. */
export function parsed(value: Json | undefined): Json | undefined {
    return typeof value === "string" ? (JSON.parse(value) as Json) : undefined;
}

/** URNs of one type that an input is made from. */
export function madeFrom(
    graph: PlannedGraph,
    { propertyDependencies }: PlannedResource,
    name: string,
    type: string,
): PlannedResource[] {
    return ofUrns(graph, propertyDependencies[name] ?? [], type);
}

/** A line for each resource of which the rule does not hold. */
export function failing(
    resources: readonly PlannedResource[],
    holds: (resource: PlannedResource) => boolean,
    what: string,
): string[] {
    return resources.filter((resource) => !holds(resource)).map(({ name }) => `${name}: ${what}`);
}

/** Whether nodes are Karpenter's: what only its environments have is asked of no other kind of compute. */
export function hasKarpenter(graph: PlannedGraph): boolean {
    return ofType(graph, "platform:karpenter:Karpenter").length > 0;
}

/** Whether EKS brings nodes and their add-ons itself, as the shape decided. */
export function isAutoMode(graph: PlannedGraph): boolean {
    return ofType(graph, "platform:cluster:Cluster").some((one) => input(one, "autoMode") !== undefined);
}

/** Whether anything of the environment has pods. */
export function hasCapacity(graph: PlannedGraph): boolean {
    const made = [TYPES.nodeGroup, TYPES.fargateProfile].some((type) => ofType(graph, type).length > 0);
    return made || hasKarpenter(graph) || isAutoMode(graph);
}

/** Of what a control cannot do without, there is some. */
export function present(resources: readonly PlannedResource[], what: string): string[] {
    return resources.length > 0 ? [] : [`there is no ${what}`];
}

export interface Statement {
    readonly effect: string;
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly principal: Json | undefined;
    readonly condition: Json | undefined;
}

/** Statements of a policy document that is registered as text. */
export function statementsOf(document: Json | undefined): Statement[] {
    return listOf(read(parsed(document), "Statement")).map((statement) => ({
        effect: textsOf(read(statement, "Effect")).join(),
        actions: textsOf(read(statement, "Action")),
        resources: textsOf(read(statement, "Resource")),
        principal: read(statement, "Principal"),
        condition: read(statement, "Condition"),
    }));
}

/** Every policy that gives a role of the kit its rights, AWS's own aside. */
export function identityPolicies(graph: PlannedGraph): PlannedResource[] {
    return ofType(graph, TYPES.policy, TYPES.rolePolicy);
}

/** Values of Karpenter's controller. */
export function controllersOf(graph: PlannedGraph): PlannedResource[] {
    return ofType(graph, TYPES.release).filter((release) =>
        /(^|\/)karpenter$/.test(textsOf(input(release, "chart")).join()),
    );
}

export function addonNamed(graph: PlannedGraph, name: string): PlannedResource[] {
    return ofType(graph, TYPES.addon).filter((addon) => input(addon, "addonName") === name);
}

/** No route of the subnet's route tables leads to an internet gateway. */
export function isPrivate(graph: PlannedGraph, subnet: PlannedResource): boolean {
    const tables = ofType(graph, TYPES.routeTableAssociation)
        .filter(({ propertyDependencies }) => propertyDependencies["subnetId"]?.includes(subnet.urn) === true)
        .flatMap(({ propertyDependencies }) => propertyDependencies["routeTableId"] ?? []);
    const routes = ofType(graph, TYPES.route).filter(({ propertyDependencies }) =>
        propertyDependencies["routeTableId"]?.some((urn) => tables.includes(urn)),
    );
    return tables.length > 0 && routes.every((route) => input(route, "gatewayId") === undefined);
}

export const isSubnetOf =
    (tier: "control-plane" | "node" | "public") =>
    ({ name, type }: PlannedResource): boolean =>
        type === TYPES.subnet && new RegExp(`-${tier}-[a-d]$`).test(name);
