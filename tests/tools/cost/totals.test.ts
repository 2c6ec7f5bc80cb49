/**
 * Totals of five configurations, reckoned by hand from AWS's public price pages. Each line of a sum names its page and the
 * day its price was seen; us-east-1 unless it says otherwise.
 */
import assert from "node:assert/strict";

import { costOf } from "../../../tools/cost/cost";
import { monthOf } from "../../../tools/cost/money";
import type { Usage } from "../../../tools/cost/usage-file";
import type { PlannedResource } from "../../../tools/plan/graph";
import { graphOf, planned } from "../../support/graphs";

const TODAY = "2026-11-29";

function platform(region: string): PlannedResource {
    return planned({ type: "platform:stacks:Platform", name: "platform", inputs: { region } });
}

function cluster(inputs = {}): PlannedResource {
    return planned({
        type: "aws:eks/cluster:Cluster",
        name: "cluster",
        inputs: { version: "1.36", ...inputs },
    });
}

function one(type: string, name: string, inputs = {}): PlannedResource {
    return planned({ type, name, inputs });
}

function many(type: string, count: number, inputs = {}): readonly PlannedResource[] {
    return Array.from({ length: count }, (_, i) => one(type, `${type}-${i}`, inputs));
}

/** USD an hour and a month, to the cent as a bill has it. */
function totalsOf(
    resources: readonly PlannedResource[],
    { region = "us-east-1", today = TODAY, usage }: { region?: string; today?: string; usage?: Usage } = {},
) {
    const graph = graphOf(platform(region), ...resources);
    const report = costOf({ graph, components: [], today, ...(usage === undefined ? {} : { usage }) });
    const month = monthOf(report.empty);
    return {
        hour: Number(report.empty.high.toFixed(6)),
        month: Number(month.high.toFixed(2)),
        all: Number(report.month.high.toFixed(2)),
        isExact: month.low === month.high,
    };
}

const INTERFACE = { vpcEndpointType: "Interface", subnetIds: ["a", "b", "c"] };

describe("totals reckoned by hand", () => {
    it("of a control plane behind one NAT gateway", () => {
        //   0.100 EKS pricing, standard support, a cluster and hour, 2026-09-28
        // + 0.045 VPC pricing, NAT gateway, an hour, 2026-09-24
        // + 0.005 VPC pricing, public IPv4 address in use, an hour, 2026-09-17
        // = 0.150 an hour, times 730 = 109.50
        const totals = totalsOf([
            cluster(),
            one("aws:ec2/natGateway:NatGateway", "nat", { connectivityType: "public" }),
            one("aws:ec2/eip:Eip", "nat"),
        ]);
        assert.deepEqual(totals, { hour: 0.15, month: 109.5, all: 109.5, isExact: true });
    });

    it("of three zones with endpoints and keys", () => {
        //   0.100 control plane
        // + 0.135 three NAT gateways at 0.045
        // + 0.015 three addresses at 0.005
        // + 0.120 four interface endpoints in three zones at 0.01, VPC pricing, 2026-09-21
        // = 0.370 an hour, times 730 = 270.10
        // + 2.00 two KMS keys at 1.00 a month, KMS pricing, 2026-09-21
        // = 272.10 a month; a gateway endpoint is free
        const totals = totalsOf([
            cluster(),
            ...many("aws:ec2/natGateway:NatGateway", 3, { connectivityType: "public" }),
            ...many("aws:ec2/eip:Eip", 3),
            ...many("aws:ec2/vpcEndpoint:VpcEndpoint", 4, INTERFACE),
            one("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { vpcEndpointType: "Gateway" }),
            ...many("aws:kms/key:Key", 2),
        ]);
        assert.deepEqual(totals, { hour: 0.37274, month: 272.1, all: 272.1, isExact: true });
    });

    it("of nodes with volumes faster than what comes with gp3", () => {
        //    73.00 control plane, 730 times 0.10
        // + 119.136 two m7g.large, 1460 times 0.0816, EC2 pricing, 2026-07-20
        // +  16.00 200 GB of gp3 at 0.08, EBS pricing, 2026-09-21
        // +  10.00 2,000 IOPS above 3,000 at 0.005, EBS pricing, 2025-10-30
        // +  10.00 250 MiB/s above 125 at 0.04, EBS pricing, 2025-10-30
        // = 228.136
        const ebs = { volumeSize: 100, volumeType: "gp3", iops: 4000, throughput: 250 };
        const template = one("aws:ec2/launchTemplate:LaunchTemplate", "template", {
            blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }],
        });
        const group = one("aws:eks/nodeGroup:NodeGroup", "group", {
            instanceTypes: ["m7g.large", "m6g.large"],
            capacityType: "ON_DEMAND",
            scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 4 },
        });
        const behind = { ...group, propertyDependencies: { launchTemplate: [template.urn] } };
        const totals = totalsOf([cluster(), template, behind]);
        assert.deepEqual(totals, { hour: 0.312515, month: 228.14, all: 228.14, isExact: true });
    });

    it("of a cluster in Ireland in extended support", () => {
        //    73.00 control plane, 730 times 0.10, EKS pricing, one price in all regions
        // + 365.00 extended support, 730 times 0.50, EKS pricing, 2026-10-02
        // +  35.04 NAT gateway, 730 times 0.048, VPC pricing of eu-west-1, 2026-09-21
        // +   3.65 address, 730 times 0.005
        // +  24.09 one endpoint in three zones, 2190 times 0.011, VPC pricing of eu-west-1, 2026-09-21
        // = 500.78 a month
        const totals = totalsOf(
            [
                cluster({ version: "1.35", upgradePolicy: { supportType: "EXTENDED" } }),
                one("aws:ec2/natGateway:NatGateway", "nat", { connectivityType: "public" }),
                one("aws:ec2/eip:Eip", "nat"),
                one("aws:ec2/vpcEndpoint:VpcEndpoint", "ecr", INTERFACE),
            ],
            { region: "eu-west-1", today: "2027-12-31" },
        );
        assert.deepEqual(totals, { hour: 0.686, month: 500.78, all: 500.78, isExact: true });
    });

    it("of a provisioned control plane whose logs and traffic are known", () => {
        //   73.00 control plane, 730 times 0.10
        // + 1204.50 tier XL, 730 times 1.65, EKS pricing, 2026-09-28
        // +  32.85 NAT gateway, 730 times 0.045
        // = 1310.35 that stands
        // +  25.00 50 GB of logs taken in at 0.50, CloudWatch pricing, 2026-09-22
        // +   3.00 100 GB of logs stored at 0.03, CloudWatch pricing, 2026-09-21
        // +  22.50 500 GB through the NAT gateway at 0.045, VPC pricing, 2026-09-24
        // = 1360.85
        const totals = totalsOf(
            [
                cluster({ controlPlaneScalingConfig: { tier: "tier-xl" } }),
                one("aws:ec2/natGateway:NatGateway", "nat", { connectivityType: "private" }),
                one("aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/apps" }),
            ],
            {
                usage: {
                    month: { "logs.ingestion": 50, "logs.storage": 100, "vpc.nat-gateway.data": 500 },
                    nodes: {},
                },
            },
        );
        assert.deepEqual(totals, { hour: 1.795, month: 1310.35, all: 1360.85, isExact: true });
    });
});
