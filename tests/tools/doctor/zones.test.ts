import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../../tools/plan/graph";
import { zoneNeedsOf, type ZoneNeeds } from "../../../tools/doctor/zone-needs";
import { checkZones } from "../../../tools/doctor/zones";
import { failed, fakeProbe, type Recorded } from "../../support/fake-probe";
import { graphOf, planned } from "../../support/graphs";

/** The shape of `aws ec2 describe-availability-zones`. Source: EC2 API Reference, read 2026-11. */
const zone = (name: string, id: string, more: object = {}) => ({
    ZoneName: name,
    ZoneId: id,
    State: "available",
    ZoneType: "availability-zone",
    ...more,
});

const ZONES = [
    zone("us-east-1a", "use1-az6"),
    zone("us-east-1b", "use1-az1"),
    zone("us-east-1e", "use1-az3"),
    zone("us-east-1-bos-1a", "use1-bos1-az1", { ZoneType: "local-zone" }),
];

const NEEDS: ZoneNeeds = {
    zones: ["us-east-1a", "us-east-1b"],
    controlPlane: ["us-east-1a", "us-east-1b"],
    types: [],
};

const EDIT = "edit platform:zones in Pulumi.dev.yaml";

async function findings(
    needs: Partial<ZoneNeeds>,
    {
        offers = [],
        recorded,
        zones = ZONES,
    }: { offers?: readonly string[]; recorded?: Recorded["programs"]; zones?: object[] } = {},
) {
    const InstanceTypeOfferings = offers.map((offer) => {
        const [InstanceType, Location] = offer.split(" ");
        return { InstanceType, LocationType: "availability-zone", Location };
    });
    const probe = fakeProbe({
        programs: {
            "aws ec2 describe-availability-zones": JSON.stringify({ AvailabilityZones: zones }),
            "aws ec2 describe-instance-type-offerings": JSON.stringify({ InstanceTypeOfferings }),
            ...recorded,
        },
    });
    const question = { file: "Pulumi.dev.yaml", region: "us-east-1", needs: { ...NEEDS, ...needs } };
    return { found: await checkZones(probe, question), commands: probe.asked.commands };
}

describe("the doctor's zones", () => {
    it("names them with their ids, and asks for no offers of types nobody names", async () => {
        const { commands, found } = await findings({});
        assert.deepEqual(found, [
            { level: "ok", about: "zones", what: "us-east-1a (use1-az6), us-east-1b (use1-az1)" },
        ]);
        assert.deepEqual(
            commands.map((command) => command.split(" --")[0]),
            ["aws ec2 describe-availability-zones"],
        );
    });

    it("refuses what is no zone of the account, and a Local Zone", async () => {
        const has = "is no Availability Zone of this account, which has us-east-1a, us-east-1b, us-east-1e";
        for (const name of ["us-east-1q", "us-east-1-bos-1a"]) {
            assert.deepEqual((await findings({ zones: ["us-east-1a", name] })).found, [
                { level: "blocks", about: "zones", what: `${name} ${has}`, remedy: EDIT },
            ]);
        }
    });

    it("refuses a control plane where EKS has none, by the zone's id", async () => {
        const zones = ["us-east-1a", "us-east-1e"];
        assert.deepEqual((await findings({ zones, controlPlane: zones })).found, [
            {
                level: "blocks",
                about: "zones",
                what: "us-east-1e is use1-az3 in this account, where EKS puts no control plane",
                remedy: `${EDIT}, or leave its slot out of platform:controlPlaneZones`,
            },
        ]);
        assert.deepEqual((await findings({ zones, controlPlane: ["us-east-1a"] })).found, [
            { level: "ok", about: "zones", what: "us-east-1a (use1-az6), us-east-1e (use1-az3)" },
        ]);
    });

    it("says which edge zone is none, and which group is not opted in, with the command", async () => {
        const edge = ["us-east-1-bos-1a", "us-east-1-lim-1a", "us-east-1-wl1-bos-wlz-1"];
        const all = [
            ...ZONES,
            zone("us-east-1-bos-1a", "use1-bos1-az1", {
                OptInStatus: "opted-in",
                GroupName: "us-east-1-bos-1",
            }),
            zone("us-east-1-wl1-bos-wlz-1", "use1-wl1-bos-wlz1", {
                OptInStatus: "not-opted-in",
                GroupName: "us-east-1-wl1",
            }),
        ].slice(-2);
        const recorded = {
            "aws ec2 describe-availability-zones --all-availability-zones": JSON.stringify({
                AvailabilityZones: all,
            }),
        };
        const { found } = await findings({ edge }, { recorded });
        const about = "edge zones";
        assert.deepEqual(found.slice(1), [
            {
                level: "blocks",
                about,
                what: "us-east-1-lim-1a is no zone of us-east-1",
                remedy: "edit platform:edgeZones in Pulumi.dev.yaml",
            },
            {
                level: "blocks",
                about,
                what: "us-east-1-wl1-bos-wlz-1 belongs to us-east-1-wl1, which this account has not opted in to",
                remedy: "aws ec2 modify-availability-zone-group --region us-east-1 --group-name us-east-1-wl1 --opt-in-status opted-in",
            },
        ]);
        const fine = await findings({ edge: ["us-east-1-bos-1a"] }, { recorded });
        assert.deepEqual(fine.found[1], { level: "ok", about, what: "us-east-1-bos-1a" });
    });

    it("notes a zone in trouble", async () => {
        const zones = [zone("us-east-1a", "use1-az6", { State: "impaired" }), zone("us-east-1b", "use1-az1")];
        assert.deepEqual((await findings({}, { zones })).found, [
            { level: "note", about: "zones", what: "us-east-1a is impaired, as EC2 says" },
        ]);
    });

    it("refuses a group whose only zone offers none of its types, and notes the rest", async () => {
        const group = { group: "nodes-system-a", types: ["m7g.large", "m8g.large"], zones: ["us-east-1a"] };
        const pool = { group: "pool-x", types: ["m7g.large"], zones: ["us-east-1a", "us-east-1b"] };
        const of = async (offers: readonly string[], types = [group]) =>
            (await findings({ types }, { offers })).found.slice(1);
        const about = "instance types";
        const remedy = "choose other types in the shape, or another zone in Pulumi.dev.yaml";
        assert.deepEqual(await of(["m7g.large us-east-1a", "m8g.large us-east-1a"]), [
            { level: "ok", about, what: "each zone offers what its nodes need" },
        ]);
        assert.deepEqual(await of(["m7g.large us-east-1a", "m8g.large us-east-1b"]), [
            { level: "note", about, what: "us-east-1a does not offer m8g.large of nodes-system-a" },
        ]);
        assert.deepEqual(await of(["m7g.large us-east-1b"]), [
            {
                level: "blocks",
                about,
                what: "us-east-1a offers none of nodes-system-a: m7g.large, m8g.large",
                remedy,
            },
        ]);
        assert.deepEqual(await of(["m7g.large us-east-1b"], [pool]), [
            { level: "note", about, what: "us-east-1a offers none of pool-x: m7g.large", remedy },
        ]);
        assert.deepEqual(await of([], [pool]), [
            {
                level: "blocks",
                about,
                what: "us-east-1a, us-east-1b offer none of pool-x: m7g.large",
                remedy,
            },
        ]);
    });

    it("says what AWS does not tell", async () => {
        const denied = failed("An error occurred (UnauthorizedOperation)");
        const { found } = await findings({}, { recorded: { "aws ec2 describe-availability-zones": denied } });
        assert.deepEqual(found, [
            {
                level: "unknown",
                about: "zones",
                what: "AWS does not say (denied)",
                remedy: "aws ec2 describe-availability-zones --region us-east-1",
            },
        ]);
    });

    it("reads from the plan where the control plane and each group of nodes stand", () => {
        const subnets = ["a", "b"].map((slot) =>
            planned({
                type: "aws:ec2/subnet:Subnet",
                name: slot,
                inputs: { availabilityZone: `us-east-1${slot}` },
            }),
        );
        const [a, b] = subnets.map(({ urn }) => urn);
        assert.ok(a !== undefined && b !== undefined);
        const behind = (
            input: string,
            urns: readonly string[],
            resource: PlannedResource,
        ): PlannedResource => ({
            ...resource,
            propertyDependencies: { [input]: urns },
        });
        const requirements = [
            { key: "node.kubernetes.io/instance-type", operator: "In", values: ["m7g.large"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] },
        ];
        const pool = (name: string, more: readonly Json[]): PlannedResource =>
            planned({
                type: "kubernetes:karpenter.sh/v1:NodePool",
                name,
                inputs: { spec: { template: { spec: { requirements: [...requirements, ...more] } } } },
            });
        const graph = graphOf(
            ...subnets,
            behind("vpcConfig", [a], planned({ type: "aws:eks/cluster:Cluster", name: "cluster" })),
            behind(
                "subnetIds",
                [b],
                planned({
                    type: "aws:eks/nodeGroup:NodeGroup",
                    name: "nodes-b",
                    inputs: { instanceTypes: ["m8g.large"] },
                }),
            ),
            behind(
                "vpcZoneIdentifiers",
                [a],
                planned({
                    type: "aws:autoscaling/group:Group",
                    name: "mixed-a",
                    inputs: {
                        mixedInstancesPolicy: {
                            launchTemplate: { overrides: [{ instanceType: "m7i.xlarge" }] },
                        },
                    },
                }),
            ),
            pool("pool-a", [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1a"] }]),
            pool("pool-all", [
                { key: "topology.kubernetes.io/zone", operator: "NotIn", values: ["us-east-1a"] },
            ]),
            planned({ type: "kubernetes:karpenter.sh/v1:NodePool", name: "pool-any" }),
        );
        assert.deepEqual(zoneNeedsOf(graph), {
            zones: ["us-east-1a", "us-east-1b"],
            controlPlane: ["us-east-1a"],
            types: [
                { group: "nodes-b", types: ["m8g.large"], zones: ["us-east-1b"] },
                { group: "mixed-a", types: ["m7i.xlarge"], zones: ["us-east-1a"] },
                { group: "pool-a", types: ["m7g.large"], zones: ["us-east-1a"] },
                { group: "pool-all", types: ["m7g.large"], zones: ["us-east-1a", "us-east-1b"] },
            ],
        });
    });
});
