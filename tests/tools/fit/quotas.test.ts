import assert from "node:assert/strict";

import { isDate } from "../../../tools/plan/support";
import { type QuotaId, quotaIds, quotaOf as factOf } from "../../../tools/facts/quotas";
import { familyOf } from "../../../tools/fit/count-nodes";
import { planned } from "../../support/graphs";
import { MAKERS } from "./makers";
import { fitOfPlanted, groupsIn, idsOf, nodes, pod, pool, poolIn, quotaOf } from "./planted";

/** Too many to make one by one. */
const LARGE: readonly QuotaId[] = ["kms-keys", "log-groups", "interfaces", "launch-templates"];

/** Counted in whole instances: the limits are none, and the tests below count them. */
const BY_INSTANCE = /^(vcpus-(?!standard)|spot-other|fargate-vcpus)/;

describe("a quota", () => {
    it("has a source and the day it was read, and a code with its service", () => {
        for (const id of quotaIds()) {
            const { code, limit, seen, service, source, title } = factOf(id);
            assert.ok(title !== "" && source.length >= 10 && isDate(seen), id);
            assert.ok(code === undefined || (service !== undefined && /^L-[0-9A-F]{8}$/.test(code)), id);
            if (limit === undefined) assert.match(source, /^none found/, id);
        }
    });

    for (const id of quotaIds()) {
        const { limit } = factOf(id);
        if (limit === undefined || BY_INSTANCE.test(id)) continue;

        it(`is counted, and told apart at its limit: ${id}`, () => {
            if (LARGE.includes(id)) {
                const { counted, share } = quotaOf(fitOfPlanted(MAKERS[id](3)), id);
                assert.deepEqual([counted, share], [3, 3 / limit]);
                return;
            }
            const at = quotaOf(fitOfPlanted(MAKERS[id](limit)), id);
            const beyond = quotaOf(fitOfPlanted(MAKERS[id](limit + 1)), id);
            assert.deepEqual([at.counted, at.share, at.level], [limit, 1, "near"]);
            assert.deepEqual([beyond.counted, beyond.level], [limit + 1, "over"]);
        });
    }

    it("fits below four fifths, and is near from there on", () => {
        const levelOf = (count: number) => quotaOf(fitOfPlanted(MAKERS.eips(count)), "eips").level;
        assert.deepEqual([3, 4, 5, 6].map(levelOf), ["fits", "near", "near", "over"]);
    });

    it("of which no limit is known stays unknown, and is none's fault where there is none of it", () => {
        const { level, limit, share } = quotaOf(fitOfPlanted(MAKERS.addons(2)), "addons");
        assert.deepEqual([limit, share, level], [undefined, undefined, "unknown"]);
        assert.equal(quotaOf(fitOfPlanted({}), "addons").level, "fits");
    });

    it("counts its largest group, and says which that is", () => {
        const role = (name: string) => planned({ type: "aws:iam/role:Role", name });
        const attached = (name: string, role: string) => ({
            type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            name,
            inputs: { role },
        });
        const report = fitOfPlanted({
            resources: [role("nodes"), role("nodes-large")],
            // A name that begins as another's does is not that other's.
            sketches: [
                attached("a", "nodes-1234567"),
                attached("b", "nodes-large-1234567"),
                attached("c", "nodes-large-1234567"),
            ],
        });
        const { counted, of } = quotaOf(report, "role-policies");
        assert.deepEqual([counted, of], [2, "nodes-large"]);
    });
});

describe("rules of security groups", () => {
    const group = planned({ type: "aws:ec2/securityGroup:SecurityGroup", name: "web" });
    const [id = ""] = idsOf(group);
    const rule = (name: string, inputs: object, type = "Ingress") =>
        planned({
            type: `aws:vpc/securityGroup${type}Rule:SecurityGroup${type}Rule`,
            name,
            inputs: { securityGroupId: id, ...inputs },
        });
    const countOf = (...rules: ReturnType<typeof rule>[]) => {
        const { counted, of } = quotaOf(fitOfPlanted({ resources: [group, ...rules] }), "group-rules");
        return [counted, of];
    };

    it("count in their direction and family apart", () => {
        const four = rule("a", { cidrIpv4: "10.0.0.0/8" });
        assert.deepEqual(countOf(four, rule("b", { cidrIpv6: "::/0" })), [1, "web, in, IPv4"]);
        assert.deepEqual(countOf(four, rule("b", { cidrIpv4: "10.0.0.0/8" }, "Egress")), [
            1,
            "web, out, IPv4",
        ]);
        assert.deepEqual(countOf(four, rule("b", { cidrIpv4: "192.168.0.0/16" })), [2, "web, in, IPv4"]);
    });

    it("count in both families where they refer to a group", () => {
        const referring = rule("a", { referencedSecurityGroupId: "sg-1" });
        assert.deepEqual(countOf(referring, rule("b", { cidrIpv6: "::/0" })), [2, "web, in, IPv6"]);
    });
});

describe("vCPUs", () => {
    it("are of the family by the letters of a type", () => {
        const types = [
            "m7g.large",
            "im4gn.large",
            "is4gen.large",
            "g6e.xlarge",
            "gr6.4xlarge",
            "vt1.3xlarge",
            "p5.48xlarge",
        ];
        assert.deepEqual(types.map(familyOf), ["standard", "standard", "standard", "gpu", "gpu", "gpu", "p"]);
        const others = [
            "inf2.xlarge",
            "trn2.48xlarge",
            "f2.6xlarge",
            "x8g.large",
            "u7in-16tb.224xlarge",
            "u-6tb1.metal",
            "hpc7a.96xlarge",
            "dl1.24xlarge",
        ];
        assert.deepEqual(others.map(familyOf), [
            "inf",
            "trn",
            "f",
            "x",
            "high-memory",
            "high-memory",
            "other",
            "other",
        ]);
    });

    it("of groups are those at their largest, with the nodes of an update, by how they are bought", () => {
        const inputs = {
            instanceTypes: ["m7g.large", "m7g.xlarge"],
            subnetIds: ["subnet-1"],
            scalingConfig: { maxSize: 3 },
        };
        const counted = (capacityType: string) => {
            const report = fitOfPlanted(groupsIn([{ name: "a", inputs: { ...inputs, capacityType } }]));
            return [quotaOf(report, "vcpus-standard").counted, quotaOf(report, "spot-standard").counted];
        };
        // Five nodes of four.
        assert.deepEqual(counted("ON_DEMAND"), [20, 0]);
        assert.deepEqual(counted("SPOT"), [0, 20]);
    });

    it("of every other family are counted in whole instances, against none", () => {
        const wanted = {
            ...{ "vcpus-gpu": 4, "vcpus-p": 16, "vcpus-inf": 4, "vcpus-f": 24, "vcpus-x": 1 },
            ...{ "vcpus-high-memory": 448, "vcpus-trn": 8, "vcpus-other": 24, "spot-other": 4 },
        } as const;
        for (const [id, vcpus] of Object.entries(wanted) as [keyof typeof wanted, number][]) {
            const { counted, level, limit } = quotaOf(fitOfPlanted(MAKERS[id](1)), id);
            assert.deepEqual([counted, level], [vcpus, limit === undefined ? "unknown" : "over"], id);
            assert.equal(quotaOf(fitOfPlanted({}), id).level, "fits", id);
        }
    });

    it("of a pool are what its limits let each family have", () => {
        const mixed = pool(["m7g.large", "g5.xlarge"], { limits: { cpu: "10" } });
        const report = fitOfPlanted(poolIn(mixed, []));
        // Five of two, or two of four: ten leave room for no third.
        assert.deepEqual(
            ["vcpus-standard", "vcpus-gpu", "spot-standard", "spot-other"].map(
                (id) => quotaOf(report, id).counted,
            ),
            [10, 8, 10, 8],
        );
    });

    it("of a pool are counted by how its nodes may be bought", () => {
        const counted = (values: readonly string[]) => {
            const requirements = [{ key: "karpenter.sh/capacity-type", operator: "In", values }] as const;
            const report = fitOfPlanted(poolIn(pool(["m7g.large"], { requirements }), []));
            return ["vcpus-standard", "spot-standard"].map((id) => quotaOf(report, id).counted);
        };
        assert.deepEqual([["on-demand"], ["spot"], ["spot", "on-demand"]].map(counted), [
            [8, 0],
            [0, 8],
            [8, 8],
        ]);
    });

    it("of a pool without limits are not guessed", () => {
        const open = fitOfPlanted(poolIn(pool(["m7g.large"], { limits: {} }), []));
        const { counted, unbounded } = quotaOf(open, "vcpus-standard");
        assert.deepEqual(
            [counted, unbounded],
            [0, "node pool general: no limit: cannot be bounded; give limits.cpu"],
        );
    });

    it("of Fargate are those of the sizes that pods are rounded up to", () => {
        const web = (cpu: string, replicas: number) =>
            pod("web", { requests: { cpu, memory: "256Mi" }, replicas });
        const counted = (cpu: string, replicas: number) => {
            const capacity = {
                kind: "fargate",
                name: "Fargate profile system",
                phase: "capacity",
                selectors: [{ namespace: "kube-system" }],
            } as const;
            const components = [{ name: "fargate-system", pods: [web(cpu, replicas)], capacity }];
            const quota = quotaOf(fitOfPlanted({ components }), "fargate-vcpus");
            return [quota.counted, quota.level];
        };
        // 300m becomes half a core; six are all that an account starts with.
        assert.deepEqual(counted("300m", 12), [6, "near"]);
        assert.deepEqual(counted("300m", 13), [6.5, "over"]);
        assert.deepEqual(counted("250m", 12), [3, "fits"]);
    });
});

describe("interfaces and volumes of nodes", () => {
    it("are as many as each may have", () => {
        const planted = groupsIn([
            {
                name: "a",
                inputs: { instanceTypes: ["m7g.large"], subnetIds: ["s"], scalingConfig: { maxSize: 1 } },
            },
        ]);
        // One node and two during an update, three interfaces each.
        assert.equal(quotaOf(fitOfPlanted(planted), "interfaces").counted, 9);
    });

    it("come with the size of the group's template", () => {
        const template = planned({
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "template",
            inputs: { blockDeviceMappings: [{ ebs: { volumeSize: 512 } }] },
        });
        const [id = ""] = idsOf(template);
        const planted = groupsIn(
            [
                {
                    name: "a",
                    inputs: {
                        instanceTypes: ["m7g.large"],
                        launchTemplate: { id },
                        subnetIds: ["s"],
                        scalingConfig: { maxSize: 2 },
                    },
                },
            ],
            nodes(),
        );
        const driver = {
            type: "aws:eks/addon:Addon",
            name: "ebs",
            inputs: { addonName: "aws-ebs-csi-driver" },
        };
        const report = fitOfPlanted({
            ...planted,
            resources: [template, ...planted.resources],
            sketches: [driver],
        });
        const { counted, unbounded } = quotaOf(report, "gp3-tib");
        // Four nodes of half a TiB.
        assert.deepEqual([counted, unbounded], [2, "volumes that pods claim"]);
    });
});
