/** A dozen resources that a stack of seconds is made of, in three generations: what faults are tried on by the hundred. */

export interface SmallResource {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** Inputs that are ids of others, by their names. */
    readonly refs?: Readonly<Record<string, string>>;
}

export const GENERATIONS = [0, 1, 2] as const;

/** The second changes tags in place; the third takes some away, adds others and replaces a queue. */
export type Generation = (typeof GENERATIONS)[number];

const TRUST = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

export function smallResources(generation: Generation): readonly SmallResource[] {
    const tags = { generation: String(generation) };
    const slots = generation < 2 ? ["a", "b"] : ["a", "c"];
    const group = generation < 2 ? "group-old" : "group-new";
    return [
        { type: "aws:ec2/vpc:Vpc", name: "vpc", inputs: { cidrBlock: "10.0.0.0/16", tags } },
        {
            type: "aws:ec2/internetGateway:InternetGateway",
            name: "gateway",
            inputs: { tags },
            refs: { vpcId: "vpc" },
        },
        { type: "aws:ec2/routeTable:RouteTable", name: "table", inputs: { tags }, refs: { vpcId: "vpc" } },
        ...slots.flatMap(inSlot),
        {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: group,
            inputs: { description: group, tags },
            refs: { vpcId: "vpc" },
        },
        { type: "aws:iam/role:Role", name: "role", inputs: { assumeRolePolicy: TRUST, tags } },
        {
            type: "aws:sqs/queue:Queue",
            name: "queue",
            inputs: { fifoQueue: generation === 2, tags },
        },
        { type: "aws:kms/key:Key", name: "key", inputs: { description: "small", tags } },
        { type: "aws:cloudwatch/logGroup:LogGroup", name: "logs", inputs: { retentionInDays: 7, tags } },
    ];
}

/** The zone's letter decides its addresses. */
function inSlot(slot: string): readonly SmallResource[] {
    const third = slot.charCodeAt(0) - "a".charCodeAt(0);
    const inputs = { cidrBlock: `10.0.${third}.0/24`, availabilityZone: `us-east-1${slot}` };
    return [
        { type: "aws:ec2/subnet:Subnet", name: `subnet-${slot}`, inputs, refs: { vpcId: "vpc" } },
        {
            type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
            name: `association-${slot}`,
            inputs: {},
            refs: { subnetId: `subnet-${slot}`, routeTableId: "table" },
        },
    ];
}
