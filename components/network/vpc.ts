/** VPC of an environment: subnets in fixed slots, ways out, endpoints, flow logs. */
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup";
import { Vpc as AwsVpc } from "@pulumi/aws/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";

import { defined } from "../shared/defined";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { type NetworkBuild, networkBuild } from "./build";
import { createDns } from "./dns";
import { createEdgeSubnets, type EdgeSubnets } from "./edge-subnets";
import { singleNatSlot } from "./egress-spec";
import { createEgress, createIpv6Egress, nodeWaysOut } from "./egress";
import { createFlowLogs } from "./flow-logs";
import { createPodSubnets } from "./pod-subnets";
import { type Slot, SLOTS } from "./slots";
import type { Routing, VpcRef, WaysOut } from "./ref";
import {
    createControlPlaneSubnets,
    createNodeSubnets,
    createPublicSubnets,
    type NodeSubnets,
} from "./subnets";
import { createAttachment } from "./transit-gateway";
import { createEndpoints, type EndpointPlace } from "./vpc-endpoints";
import { planVpc } from "./vpc-plan";
import type { NatMode } from "./vpc-schema";
import { checkVpc, decisionsOfVpc, type VpcSpec } from "./vpc-spec";

export interface VpcArgs extends VpcSpec {
    /** KMS key the flow logs are encrypted with. @default a key CloudWatch Logs owns */
    readonly logsKeyArn?: pulumi.Input<string>;
}

/** Subnet ids of the kit's own VPC, by slot. */
export type OwnSubnetIds = { readonly [slot in Slot]?: pulumi.Output<string> };

/**
 * A VPC with node, control-plane and public subnets. Adding, removing or re-ordering zones touches no other zone's
 * subnets, and changing NAT changes routes only.
 *
 * A subnet's id is known before its routes exist. Whatever runs in one passes `dependsOn: [...vpc.ready]`: it is
 * then made after routes, NAT and endpoints, and deleted before them.
 * @throws pulumi.ResourceError naming every rule the arguments break.
 */
export class Vpc extends pulumi.ComponentResource implements VpcRef {
    public readonly vpcId: pulumi.Output<string>;
    public readonly nodeSubnetIds: OwnSubnetIds;
    /** Undefined without edge zones. */
    public readonly edgeSubnetIds: EdgeSubnets["ids"] | undefined;
    public readonly nodeWaysOut: WaysOut;
    public readonly routing: Routing;
    public readonly controlPlaneSubnetIds: OwnSubnetIds;
    public readonly publicSubnetIds: OwnSubnetIds;
    /** Undefined where pods share their nodes' subnets. */
    public readonly podSubnetIds?: OwnSubnetIds;
    /** What must exist before anything uses the network, and outlive it. All else here is behind these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: VpcArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:network:Vpc", name, decisionsOfVpc(args), opts);
        refuse(this, [...checkVpc(args), ...checkComponentOptions(opts)]);
        const plan = planVpc(args);
        const build = networkBuild(this, name, args.clusterName);

        const vpc = createVpc(build, args);
        const emptied = emptyDefaultSecurityGroup(build, vpc);
        const open = createPublicSubnets(build, vpc, plan.public, args);
        const nodes = createNodeSubnets(build, vpc, plan.node, args);
        const controlPlane = createControlPlaneSubnets(build, vpc, plan.controlPlane, args);
        const pods = createPodSubnets(build, vpc, plan.pods, nodes);
        const transit = createAttachment(build, vpc, plan, args);
        const ground = { open, nodes, attached: transit.attached };
        const egress = createEgress(build, vpc, plan, ground);
        const ipv6Egress = createIpv6Egress(build, vpc, plan, ground);
        const first = singleNatSlot(args.controlPlaneZones);
        const edge = createEdgeSubnets(build, vpc, plan.edge, { words: args, routes: egress, first });
        const endpoints = createEndpoints(build, endpointPlace(vpc, args, nodes), plan.endpoints);
        const flowLogs = createFlowLogs(build, vpc, args);
        const names = createDns(build, vpc, args);

        this.vpcId = vpc.id;
        this.nodeSubnetIds = nodes.ids;
        this.edgeSubnetIds = plan.edge.length === 0 ? undefined : edge.ids;
        this.nodeWaysOut = {
            ...nodeWaysOut(nodes, egress, ipv6Egress, pods.associations),
            ...edge.waysOut,
        };
        this.routing = {
            nodeTables: nodes.tables,
            controlPlaneTable: controlPlane.table,
            nodeRoutes: egress,
            target: ROUTE_TARGETS[args.nat] ?? "natGatewayId",
            ipv6Routes: ipv6Egress,
        };
        this.controlPlaneSubnetIds = controlPlane.ids;
        this.publicSubnetIds = open.ids;
        if (plan.pods !== undefined) this.podSubnetIds = pods.ids;
        const routed = [
            ...[...open.ready, ...nodes.ready, ...controlPlane.ready, ...transit.ready],
            ...Object.values(pods.associations),
        ];
        const routes = [...Object.values(egress), ...Object.values(ipv6Egress), ...edge.ready];
        this.ready = [emptied, ...routed, ...routes, ...endpoints, ...flowLogs, ...names];
        this.registerOutputs({
            vpcId: this.vpcId,
            nodeSubnetIds: this.nodeSubnetIds,
            controlPlaneSubnetIds: this.controlPlaneSubnetIds,
            publicSubnetIds: this.publicSubnetIds,
            ...(this.podSubnetIds === undefined ? {} : { podSubnetIds: this.podSubnetIds }),
            ...defined({ edgeSubnetIds: this.edgeSubnetIds }),
        });
    }
}

/** Inputs of a route that say where it leads, where that is no NAT gateway. */
const ROUTE_TARGETS: Partial<Record<NatMode, Routing["target"]>> = {
    "transit-gateway": "transitGatewayId",
    interface: "networkInterfaceId",
};

/** In the nodes' tables and subnets. */
function endpointPlace(vpc: AwsVpc, { cidr, ipv6, podCidr }: VpcArgs, nodes: NodeSubnets): EndpointPlace {
    return {
        vpcId: vpc.id,
        cidrs: [cidr, ...(podCidr === undefined ? [] : [podCidr])],
        ...(ipv6 === undefined ? {} : { ipv6Cidr: vpc.ipv6CidrBlock }),
        routeTableIds: SLOTS.flatMap((slot) => nodes.tables[slot]?.id ?? []),
        subnets: nodes.ids,
    };
}

/** Without DNS hostnames and support nodes cannot register. Source: EKS User Guide, network-reqs. */
function createVpc(build: NetworkBuild, { cidr, ipv6 }: VpcArgs): AwsVpc {
    return new AwsVpc(
        build.nameOf("vpc"),
        {
            cidrBlock: cidr,
            ...(ipv6 === undefined ? {} : { assignGeneratedIpv6CidrBlock: true }),
            enableDnsHostnames: true,
            enableDnsSupport: true,
            tags: build.tagsOf("vpc"),
        },
        build.child,
    );
}

/** AWS's default group lets its members talk to each other; whatever lands in it by mistake shall reach nothing. */
function emptyDefaultSecurityGroup(build: NetworkBuild, vpc: AwsVpc): DefaultSecurityGroup {
    return new DefaultSecurityGroup(
        build.nameOf("default"),
        { vpcId: vpc.id, ingress: [], egress: [], tags: build.tagsOf("default") },
        build.child,
    );
}
