import assert from "node:assert/strict";

import { REQUIRED_WITHOUT_NAT } from "../../../components/network/endpoints";
import type { Slot } from "../../../components/network/slots";
import { checkVpc, decisionsOfVpc, type VpcSpec } from "../../../components/network/vpc-spec";
import { describeProblem } from "../../../components/shared/problems";
import { BARE_VPC, DEV_VPC } from "../../support/vpc-specs";

function messages(changes: Partial<VpcSpec>): string[] {
    return checkVpc({ ...DEV_VPC, ...changes }).map((problem) => describeProblem(problem));
}

describe("vpc check", () => {
    it("accepts every size from /16 to /23 in each private range", () => {
        for (let prefixLength = 16; prefixLength <= 23; prefixLength += 1) {
            for (const address of ["10.0.0.0", "172.31.0.0", "192.168.0.0", "100.127.0.0"]) {
                assert.deepEqual(messages({ cidr: `${address}/${prefixLength}` }), []);
            }
        }
    });

    const REFUSALS: Readonly<Record<string, readonly [Partial<VpcSpec>, readonly string[]]>> = {
        "F05: a network too small for four zones": [
            { cidr: "10.0.0.0/30" },
            [
                'cidr: the subnets of four zones need 512 addresses, and a /30 has 4 (got "10.0.0.0/30"). Write a network of /16 to /23.',
            ],
        ],
        "F05, F08: the first size whose subnets do not fit": [
            { cidr: "10.0.0.0/24" },
            [
                'cidr: the subnets of four zones need 512 addresses, and a /24 has 256 (got "10.0.0.0/24"). Write a network of /16 to /23.',
            ],
        ],
        "F05: a network larger than AWS makes": [
            { cidr: "10.0.0.0/15" },
            ['cidr: AWS makes no VPC larger than /16 (got "10.0.0.0/15"). Write a network of /16 to /23.'],
        ],
        "a text that is no network": [
            { cidr: "10.0.0.0" },
            ['cidr: not an IPv4 network in CIDR notation (got "10.0.0.0"). Write one such as 10.0.0.0/16.'],
        ],
        "an address in the middle of its network": [
            { cidr: "10.0.1.0/16" },
            ['cidr: the address is not the first of its network (got "10.0.1.0/16"). Write 10.0.0.0/16.'],
        ],
        "a public range": [
            { cidr: "203.0.0.0/16" },
            [
                'cidr: not inside a private range (got "203.0.0.0/16"). ' +
                    "Write a network inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.",
            ],
        ],
        "a network that leaves a private range": [
            { cidr: "172.32.0.0/16" },
            [
                'cidr: not inside a private range (got "172.32.0.0/16"). ' +
                    "Write a network inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.",
            ],
        ],
        "a documentation range": [
            { cidr: "198.51.100.0/23" },
            [
                'cidr: a documentation range, not a private one (got "198.51.100.0/23"). ' +
                    "Write a network inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.",
            ],
        ],
        "F10: one zone": [
            { zones: { a: "us-east-1a" }, controlPlaneZones: ["a"] },
            [
                "zones: EKS needs two zones at least (got 1). Put a second zone in a free slot.",
                'controlPlaneZones: the control plane lives in two or three zones (got ["a"]). Name two or three slots.',
            ],
        ],
        "F13: a zone of another region": [
            { zones: { a: "eu-west-1a", b: "us-east-1b" } },
            [
                'zones.a: not an Availability Zone of us-east-1 (got "eu-west-1a"). Write one such as us-east-1a.',
            ],
        ],
        "F13: a Local Zone": [
            { zones: { a: "us-east-1-bos-1a", b: "us-east-1b" } },
            [
                'zones.a: not an Availability Zone of us-east-1 (got "us-east-1-bos-1a"). ' +
                    "Write one such as us-east-1a, and this one in platform:edgeZones.",
            ],
        ],
        "F33: one zone in two slots": [
            { zones: { a: "us-east-1a", b: "us-east-1b", d: "us-east-1a" } },
            ['zones.d: slot a holds the same zone (got "us-east-1a"). Give each slot a zone of its own.'],
        ],
        "a slot there is not": [
            { zones: Object.fromEntries([...Object.entries(DEV_VPC.zones), ["e", "us-east-1e"]]) },
            ['zones.e: there is no such slot (got "us-east-1e"). Use a, b, c, d.'],
        ],
        "a control plane in four zones": [
            {
                zones: { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c", d: "us-east-1d" },
                controlPlaneZones: ["a", "b", "c", "d"],
            },
            [
                'controlPlaneZones: the control plane lives in two or three zones (got ["a","b","c","d"]). Name two or three slots.',
            ],
        ],
        "F33: a control-plane slot named twice": [
            { controlPlaneZones: ["a", "b", "a"] },
            ['controlPlaneZones[2]: the slot is named at [0] already (got "a"). Name each slot once.'],
        ],
        "a control plane in a slot without a zone": [
            { controlPlaneZones: ["a", "c"] },
            [
                "controlPlaneZones[1]: the slot holds no zone, and the control plane cannot leave the zones it was made in " +
                    '(got "c"). Keep zones.c, or for a new cluster name slots in use: a, b.',
            ],
        ],
        "a region that does not exist": [
            { region: "us-east-3", zones: { a: "us-east-3a", b: "us-east-3b" } },
            [
                'region: no such region (got "us-east-3"). Did you mean "us-east-1"? Choose a region of AWS; ' +
                    "one opened after 2026-11 joins the list in components/shared/regions.ts.",
            ],
        ],
        "a region that does not exist, with zones of the one that was meant": [
            { region: "us-esat-1", zones: { a: "us-east-1a", b: "us-east-1a" } },
            [
                'region: no such region (got "us-esat-1"). Did you mean "us-east-1"? Choose a region of AWS; ' +
                    "one opened after 2026-11 joins the list in components/shared/regions.ts.",
                'zones.b: slot a holds the same zone (got "us-east-1a"). Give each slot a zone of its own.',
            ],
        ],
        "F33: an endpoint listed twice": [
            { endpoints: ["s3", "sts", "s3"] },
            ['endpoints[2]: the service is listed at [0] already (got "s3"). List each service once.'],
        ],
        "rule 12: no NAT and no endpoints": [
            { nat: "none" },
            [
                "endpoints: without NAT nodes reach AWS through endpoints alone, and some they need are missing (got []). " +
                    "Add s3, ec2, ecr.api, ecr.dkr, eks, eks-auth, logs, sqs, ssm, sts, or choose another nat.",
            ],
        ],
        "rule 12: no NAT and one endpoint missing": [
            { nat: "none", endpoints: REQUIRED_WITHOUT_NAT.filter((service) => service !== "eks-auth") },
            [
                "endpoints: without NAT nodes reach AWS through endpoints alone, and some they need are missing " +
                    '(got ["s3","ec2","ecr.api","ecr.dkr","eks","logs","sqs","ssm","sts"]). Add eks-auth, or choose another nat.',
            ],
        ],
        "F42: a retention CloudWatch Logs does not offer": [
            { flowLogs: { kind: "on", trafficType: "ALL", retentionDays: 42 } },
            [
                "flowLogs.retentionDays: CloudWatch Logs does not offer this number of days (got 42). Write 60, or another of " +
                    "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
            ],
        ],
    };
    for (const [what, [changes, expected]] of Object.entries(REFUSALS)) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(messages(changes), expected);
        });
    }

    it("names every fault at once", () => {
        const paths = checkVpc({
            ...BARE_VPC,
            cidr: "11.0.0.1/30",
            zones: { a: "eu-west-1a" },
            controlPlaneZones: ["b", "b"],
            endpoints: ["sts", "sts"],
            flowLogs: { kind: "on", trafficType: "REJECT", retentionDays: 2 },
        }).map(({ path }) => path);
        assert.deepEqual(paths, [
            "cidr",
            "cidr",
            "cidr",
            "zones.a",
            "zones",
            "controlPlaneZones[0]",
            "controlPlaneZones[1]",
            "endpoints[1]",
            "endpoints",
            "flowLogs.retentionDays",
        ]);
    });

    it("takes no NAT with the endpoints a private cluster needs", () => {
        assert.deepEqual(messages({ nat: "none", endpoints: REQUIRED_WITHOUT_NAT }), []);
    });
});

describe("vpc decisions", () => {
    it("say what a reader of the plan wants to know", () => {
        assert.deepEqual(decisionsOfVpc(DEV_VPC), {
            cidr: "10.0.0.0/16",
            clusterName: "acme-dev",
            controlPlaneZones: ["a", "b"],
            endpoints: "none",
            flowLogs: "off",
            nat: "single, in slot a",
            subnets: ["node /19 with 8187 addresses for nodes and pods", "public /24", "control-plane /27"],
            zones: ["a: us-east-1a", "b: us-east-1c"],
        });
        assert.deepEqual(
            decisionsOfVpc({
                ...BARE_VPC,
                cidr: "10.4.0.0/22",
                nat: "none",
                zones: { d: "us-east-1d", b: "us-east-1b", a: "us-east-1a" },
                controlPlaneZones: ["d", "b"],
                endpoints: ["sts", "ecr.api", "s3"],
                flowLogs: { kind: "on", trafficType: "REJECT", retentionDays: 90 },
            }),
            {
                cidr: "10.4.0.0/22",
                clusterName: "acme-dev",
                controlPlaneZones: ["b", "d"],
                endpoints: ["ecr.api", "s3", "sts"],
                endpointsFor: "account 210987654321",
                flowLogs: "REJECT, 90 days",
                nat: "none",
                subnets: ["node /25 with 123 addresses for nodes and pods", "control-plane /28"],
                zones: ["a: us-east-1a", "b: us-east-1b", "d: us-east-1d"],
            },
        );
    });

    it("rule 28: do not change with the order of zones, slots and endpoints", () => {
        const slots: readonly Slot[] = ["b", "a"];
        const reordered: VpcSpec = {
            ...DEV_VPC,
            zones: { b: "us-east-1c", a: "us-east-1a" },
            controlPlaneZones: slots,
            endpoints: ["sts", "s3"],
        };
        assert.deepEqual(decisionsOfVpc(reordered), decisionsOfVpc({ ...DEV_VPC, endpoints: ["s3", "sts"] }));
    });
});
