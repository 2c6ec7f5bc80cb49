/* eslint-disable no-restricted-syntax -- programs that do what the rules forbid: the recorder must name each */
/** Programs that misuse `apply`, for tests of the recorder. */
import * as ec2 from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

export const VPC = { cidrBlock: "10.0.0.0/16" } as const;

export function awsProvider(): Provider {
    return new Provider("aws", { region: "eu-west-1", allowedAccountIds: ["210987654321"] });
}

export function throwsInApply(): void {
    pulumi.output(1).apply(() => {
        throw new pulumi.RunError("thrown late");
    });
}

/** An input the subnet was not given, so that AWS answers nothing for it. */
export function needsAnAnswerNobodyGives(): void {
    const provider = awsProvider();
    const subnet = new ec2.Subnet("node", { vpcId: "vpc-1" }, { provider });
    const ipv4IpamPoolId = subnet.outpostArn.apply((arn) => arn ?? "");
    new ec2.Vpc("network", { ...VPC, ipv4IpamPoolId }, { provider });
}

export function makesInApply(): void {
    const provider = awsProvider();
    const vpc = new ec2.Vpc("network", VPC, { provider });
    vpc.id.apply((id) => new ec2.Subnet("hidden", { vpcId: id }, { provider }));
}

/** The subnet is made after an await inside the callback; the last VPC is made where it should be. */
export async function makesInApplyWhileRunning(): Promise<void> {
    const provider = awsProvider();
    const vpc = new ec2.Vpc("network", VPC, { provider });
    await new Promise<void>((made) => {
        vpc.id.apply(async (id) => {
            await Promise.resolve();
            new ec2.Subnet("hidden", { vpcId: id }, { provider });
            made();
        });
    });
    new ec2.Vpc("awaited", VPC, { provider });
}
