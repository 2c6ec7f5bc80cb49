/** A synthetic environment of a given size, recorded like any other. */
import { LogGroup } from "@pulumi/aws/cloudwatch";
import { RouteTable, RouteTableAssociation, Subnet, Vpc } from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

import type { PlannedGraph } from "../plan/graph";
import { recordProgram } from "../plan/recorder";

/** Zones of a group, each with a subnet, a route table and its association. */
const ZONES = ["a", "b", "c"] as const;
/** A component, a VPC, a log group and the zones' resources. */
const GROUP_SIZE = 3 + ZONES.length * 3;

/** A component of the size and with the dependencies of a small network. */
class Group extends pulumi.ComponentResource {
    public constructor(name: string, index: number, opts: pulumi.ComponentResourceOptions) {
        super("platform:bench:Group", name, { index }, opts);
        const under: pulumi.CustomResourceOptions = { parent: this };
        const tags = { Name: name };
        const vpc = new Vpc(name, { cidrBlock: "10.0.0.0/16", tags }, under);
        ZONES.forEach((zone, i) => {
            const child = `${name}-${zone}`;
            const subnet = new Subnet(
                child,
                { vpcId: vpc.id, cidrBlock: `10.0.${i}.0/24`, availabilityZone: `us-east-1${zone}`, tags },
                under,
            );
            const table = new RouteTable(child, { vpcId: vpc.id, tags }, under);
            new RouteTableAssociation(child, { subnetId: subnet.id, routeTableId: table.id }, under);
        });
        new LogGroup(
            name,
            { name: `/bench/${name}`, retentionInDays: 14, tags },
            { ...under, dependsOn: [vpc] },
        );
        this.registerOutputs({ vpcId: vpc.id });
    }
}

/** @throws Error when the recorder finds a fault. */
export async function record(size: number): Promise<void> {
    await recordGraph(size);
}

/** The graph of it. @throws Error when the recorder finds a fault. */
export async function recordGraph(size: number): Promise<PlannedGraph> {
    const { graph, problems } = await recordProgram({
        program: () => {
            const aws = new Provider("aws", { region: "us-east-1", allowedAccountIds: ["210987654321"] });
            for (let i = 0; i < Math.round(size / GROUP_SIZE); i++) {
                new Group(`group-${i}`, i, { providers: { aws } });
            }
        },
        project: "bench",
        stack: "bench",
        organization: "organization",
        config: {},
        secretKeys: [],
        mode: "deterministic",
    });
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return graph;
}
