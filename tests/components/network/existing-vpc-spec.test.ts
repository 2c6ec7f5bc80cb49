/** A VPC somebody else made: what of it is refused, and what its owner is told. */
import assert from "node:assert/strict";

import type { ExistingVpcSettings } from "../../../components/network/existing-vpc-schema";
import { planExistingVpc } from "../../../components/network/existing-vpc-spec";
import type { Json } from "../../../components/shared/json";
import { EXISTING_SPEC, EXISTING_VPC, NETWORKS } from "../../support/networks";
import { plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE } from "../../support/shapes";

const SHAPE = NETWORKS["existing"]?.shape ?? assert.fail();
const AT = "Pulumi.dev.yaml › platform:existingVpc";

/** What is refused of these settings of the VPC. */
function refused(vpc: Partial<ExistingVpcSettings>, config: Readonly<Record<string, Json>> = {}) {
    return refusedOf(SHAPE, { config: { "platform:existingVpc": { ...EXISTING_VPC, ...vpc }, ...config } });
}

/** What is refused of a network with these words. */
function refusedWords(words: object, vpc: Partial<ExistingVpcSettings> = {}) {
    const network = { ...SHAPE.network, ...words };
    const config = { "platform:existingVpc": { ...EXISTING_VPC, ...vpc } };
    return refusedOf({ ...SHAPE, network }, { config });
}

describe("network of kind existing", () => {
    it("is refused without a VPC, and a VPC is refused without the kind", () => {
        assert.deepEqual(refusedOf(SHAPE), [
            `${AT}: missing. Name the VPC: { vpcId: vpc-…, nodeSubnets: { a: [subnet-…], b: [subnet-…] } }.`,
        ]);
        assert.deepEqual(refusedOf(ON_FARGATE, { config: { "platform:existingVpc": EXISTING_VPC } }), [
            `${AT}: the kit makes a VPC of its own here, for network.kind is own (got "vpc-0123456789abcdef0"). ` +
                'Remove it, or write network: { kind: "existing", … } in the shape.',
        ]);
    });

    it("may say own, which is what a network is that says nothing", () => {
        const { plan } = plannedOf({ ...ON_FARGATE, network: { kind: "own", ...ON_FARGATE.network } });
        assert.deepEqual(
            plan.components.map(({ name }) => name),
            plannedOf(ON_FARGATE).plan.components.map(({ name }) => name),
        );
    });

    it("refuses words of the other kind by name", () => {
        assert.deepEqual(refusedWords({ nat: "single", flowLogs: { kind: "off" } }), [
            "stacks/dev.ts › network.nat: the VPC's owner has its routes, gateways and flow logs: say egress " +
                '(got "single"). Remove it.',
            "stacks/dev.ts › network.flowLogs: the VPC's owner has its routes, gateways and flow logs " +
                '(got {"kind":"off"}). Remove it.',
        ]);
        assert.deepEqual(refusedWords({ kind: "shared" }), [
            'stacks/dev.ts › network.kind: not one of the words known here (got "shared"). Known: existing, own.',
        ]);
    });

    it("says of an id that is none what is wanted, and nothing besides", () => {
        assert.deepEqual(
            refused({ vpcId: "vpc-1", nodeSubnets: { a: ["subnet-x"], b: ["subnet-12345678"] } }),
            [
                `${AT}.vpcId: not the id of a VPC (got "vpc-1"). Write vpc- and its digits, as EC2 shows it.`,
                `${AT}.nodeSubnets.a[0]: not the id of a subnet (got "subnet-x"). Write subnet- and its digits, as EC2 shows it.`,
            ],
        );
    });

    it("compares ids: twice in one tier, and in two", () => {
        const nodeSubnets = {
            a: ["subnet-0a00000000000001a", "subnet-0a00000000000001a"],
            b: ["subnet-0d0000000000000db"],
        };
        assert.deepEqual(refused({ nodeSubnets }), [
            `${AT}.nodeSubnets.a[1]: the subnet is named at existingVpc.nodeSubnets.a[0] already ` +
                '(got "subnet-0a00000000000001a"). Name each subnet once.',
            `${AT}.publicSubnets.b[0]: the subnet is existingVpc.nodeSubnets.b[0] already, and serves one purpose ` +
                '(got "subnet-0d0000000000000db"). Name each subnet once.',
        ]);
    });

    it("wants a node subnet in each zone, control-plane subnets in theirs, and none elsewhere", () => {
        const { a } = EXISTING_VPC.nodeSubnets;
        const { a: cluster } = EXISTING_VPC.controlPlaneSubnets ?? {};
        const faulty = {
            nodeSubnets: { ...(a === undefined ? {} : { a }), c: ["subnet-0c000001"] },
            controlPlaneSubnets: cluster === undefined ? {} : { a: cluster },
            publicSubnets: { d: ["subnet-0d000001"] },
        };
        assert.deepEqual(refused(faulty), [
            `${AT}.nodeSubnets.b: platform:zones has slot b, and there is no subnet in its zone. Name one at least, or take b out of platform:zones.`,
            `${AT}.nodeSubnets.c: platform:zones does not have slot c (got ["subnet-0c000001"]). Add the slot there, or remove these subnets.`,
            `${AT}.publicSubnets.d: platform:zones does not have slot d (got ["subnet-0d000001"]). Add the slot there, or remove these subnets.`,
            `${AT}.controlPlaneSubnets.b: platform:controlPlaneZones has slot b, and there is no subnet in its zone. Name one at least, or take b out of platform:controlPlaneZones.`,
        ]);
    });

    it("refuses fewer than two zones, as of a VPC of the kit's", () => {
        const config = { "platform:zones": { a: "us-east-1a" }, "platform:controlPlaneZones": ["a"] };
        const lines = refused(
            {
                nodeSubnets: { a: ["subnet-0a000001"] },
                controlPlaneSubnets: { a: ["subnet-0a000002"] },
                publicSubnets: {},
            },
            config,
        );
        assert.ok(
            lines.includes(
                "Pulumi.dev.yaml › platform:zones: EKS needs two zones at least (got 1). Put a second zone in a free slot.",
            ),
            lines.join("\n"),
        );
    });

    it("takes ranges the kit would not make, and compares those of the VPC", () => {
        assert.deepEqual(refused({}, { "platform:vpcCidr": "10.0.0.0/26" }), []);
        assert.deepEqual(refused({ secondaryCidrs: ["10.0.128.0/17", "172.16.0.0/12", "100.64.0.1/16"] }), [
            `${AT}.secondaryCidrs[0]: overlaps platform:vpcCidr, which is 10.0.0.0/16 (got "10.0.128.0/17"). Name what the VPC has besides it.`,
            `${AT}.secondaryCidrs[2]: the address is not the first of its network (got "100.64.0.1/16"). Write 100.64.0.0/16.`,
            "Pulumi.dev.yaml › platform:serviceCidr: services would take addresses of the VPC, which has 172.16.0.0/12 as well " +
                '(got "172.20.0.0/16"). Choose a serviceCidr that overlaps no range of the VPC.',
        ]);
    });

    it("without a way out counts the endpoints of both, and refuses those that lack", () => {
        assert.deepEqual(
            refusedWords({
                egress: "none",
                endpoints: ["sqs", "sqs"],
                ownersEndpoints: ["sqs", "s3", "ec2"],
            }),
            [
                'stacks/dev.ts › network.endpoints[1]: the service is listed at [0] already (got "sqs"). List each service once.',
                ...[0, 1].map(
                    (index) =>
                        `stacks/dev.ts › network.endpoints[${index}]: the VPC has an endpoint of it already, and AWS gives its name to one only ` +
                        '(got "sqs"). Name it in endpoints, or in ownersEndpoints.',
                ),
                "stacks/dev.ts › network.endpoints: without a way out nodes reach AWS through endpoints alone, and some they need are missing " +
                    '(got ["sqs","sqs","sqs","s3","ec2"]). Add ecr.api, ecr.dkr, eks, eks-auth, logs, ssm, sts; those the VPC has already, to ownersEndpoints.',
                // Without a way out Karpenter's images come from elsewhere as well.
                ...refusedWords({ egress: "none" }).filter((line) => line.includes("imageRegistry")),
            ],
        );
    });

    it("wants the tables that a gateway endpoint is a route of", () => {
        assert.deepEqual(refusedWords({ endpoints: ["s3", "sts"] }), [
            `${AT}.routeTables: the endpoint of s3 is a route, and no table is named that takes it. Name the route tables of the node subnets, or leave the service to the VPC's owner: ownersEndpoints.`,
        ]);
        const id = "rtb-0123456789abcdef0";
        assert.deepEqual(refusedWords({ endpoints: ["s3"] }, { routeTables: [id, id] }), [
            `${AT}.routeTables[1]: the table is named at [0] already (got "${id}"). Name each table once.`,
        ]);
    });

    it("tells the tags its owner sets, with the subnets they are for", () => {
        const { notices } = plannedOf(SHAPE, { config: { "platform:existingVpc": EXISTING_VPC } });
        assert.deepEqual(notices, [
            "Subnets of vpc-0123456789abcdef0 are not the kit's to tag. Controllers of load balancers find them by " +
                "kubernetes.io/role/internal-elb=1 on subnet-0a00000000000001a, subnet-0a00000000000002a, subnet-0b00000000000001b and " +
                "kubernetes.io/role/elb=1 on subnet-0d0000000000000da, subnet-0d0000000000000db",
        ]);
    });

    it("lets the control plane share the first node subnet of its zones, and says so", () => {
        const { controlPlaneSubnets: _, ...vpc } = EXISTING_VPC;
        const { notices } = plannedOf(SHAPE, { config: { "platform:existingVpc": vpc } });
        assert.equal(
            notices[1],
            "The control plane shares subnet-0a00000000000001a, subnet-0b00000000000001b with nodes and pods: an update of " +
                "Kubernetes needs six free addresses in them, and sixteen are recommended",
        );
        const { subnets } = planExistingVpc({
            ...EXISTING_SPEC,
            controlPlaneZones: ["b", "a"],
            existingVpc: vpc,
        });
        assert.deepEqual(subnets.controlPlaneSubnets, {
            a: ["subnet-0a00000000000001a"],
            b: ["subnet-0b00000000000001b"],
        });
    });
});
