import assert from "node:assert/strict";

import { awsCloud, refusalOf } from "../../../tools/sweep/aws-cloud";
import { AwsRefusal, type Cloud, type Found, type Kind } from "../../../tools/sweep/found";
import { ownershipOf, tagKeysOf } from "../../../tools/sweep/owned";
import { survey } from "../../../tools/sweep/survey";
import {
    type Answer,
    done,
    fixture,
    pageOf,
    recordedClients,
    refusal,
    type Responder,
    type Sent,
} from "./recorded";
import { ACCOUNT, CLUSTER, thing } from "./things";

/** Tags of the load balancers that have any. */
const TAGS: Readonly<Record<string, readonly [string, string]>> = {
    [`arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:loadbalancer/app/k8s-default-web/50dc6c495c0c9188`]: [
        "elbv2.k8s.aws/cluster",
        CLUSTER,
    ],
    [`arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:loadbalancer/net/k8s-other/1f2e3d4c5b6a7980`]: [
        "elbv2.k8s.aws/cluster",
        "somebody-elses",
    ],
    a1b2c3d4: [`kubernetes.io/cluster/${CLUSTER}`, "owned"],
};

/** Source of the form: Elastic Load Balancing API References, DescribeTags, read 2026-11. */
function describeTags({ parameters, service }: Sent): Answer {
    const prefix = service.endsWith("v2") ? "ResourceArns" : "LoadBalancerNames";
    const names = Object.keys(parameters).filter((key) => key.startsWith(`${prefix}.member.`));
    assert.ok(names.length <= 20, `${names.length} in one call`);
    const members = names.map((key) => {
        const id = parameters[key] ?? "";
        const [tag, value] = TAGS[id] ?? ["Name", "by-hand"];
        const element = service.endsWith("v2") ? "ResourceArn" : "LoadBalancerName";
        return `<member><${element}>${id}</${element}><Tags><member><Key>${tag}</Key><Value>${value}</Value></member></Tags></member>`;
    });
    return {
        body: `<DescribeTagsResponse><DescribeTagsResult><TagDescriptions>${members.join("")}</TagDescriptions></DescribeTagsResult></DescribeTagsResponse>`,
    };
}

const respond: Responder = (sent) => {
    const { action, parameters, service } = sent;
    if (action === "DescribeTags") return describeTags(sent);
    if (service === "elasticloadbalancingv2") return pageOf("load-balancers", sent);
    if (service === "elasticloadbalancing") return pageOf("classic", sent);
    if (action === "DescribeNetworkInterfaces")
        return pageOf(parameters["Filter.1.Name"] === "group-id" ? "group-uses" : "network-interfaces", sent);
    const lists: Readonly<Record<string, string>> = {
        DescribeInstances: "instances",
        DescribeSecurityGroups: "security-groups",
        DescribeVolumes: "volumes",
        DescribeSecurityGroupRules: "rules",
    };
    return pageOf(lists[action] ?? assert.fail(`${service} ${action}`), sent);
};

function cloudOf(responder: Responder = respond): { readonly cloud: Cloud; readonly sent: Sent[] } {
    const { clients, sent } = recordedClients(responder);
    return { cloud: awsCloud("us-east-1", clients), sent };
}

async function found(kind: Kind): Promise<{ readonly pages: Found[][]; readonly sent: Sent[] }> {
    const { cloud, sent } = cloudOf();
    const pages: Found[][] = [];
    for await (const page of cloud.find(kind, tagKeysOf(CLUSTER))) pages.push([...page]);
    return { pages, sent };
}

const short = (id: string): string => id.replace(/^arn:.*:loadbalancer\//, "");

describe("AWS through its SDK", () => {
    for (const [kind, expected] of [
        [
            "instance",
            [
                ["i-0a1b2c3d4e5f60718 running owned"],
                [
                    "i-0a1b2c3d4e5f60719 running owned",
                    "i-0a1b2c3d4e5f6071a terminated owned",
                    "i-0a1b2c3d4e5f6071b running foreign",
                ],
            ],
        ],
        [
            "network interface",
            [
                ["eni-0000000000000001a available owned", "eni-0000000000000002b in-use owned"],
                [
                    "eni-0000000000000003c available foreign",
                    "eni-0000000000000004d available owned",
                    "eni-0000000000000005e available owned",
                ],
            ],
        ],
        [
            "security group",
            [
                ["sg-0000000000000001a unused owned"],
                ["sg-0000000000000002b unused owned", "sg-0000000000000003c unused foreign"],
            ],
        ],
        [
            "volume",
            [
                ["vol-0000000000000001a available owned"],
                ["vol-0000000000000002b in-use owned", "vol-0000000000000003c available foreign"],
            ],
        ],
        [
            "load balancer",
            [
                ["app/k8s-default-web/50dc6c495c0c9188 active owned"],
                ["net/k8s-other/1f2e3d4c5b6a7980 active foreign"],
                ["a1b2c3d4 classic owned"],
                [],
            ],
        ],
    ] as const) {
        it(`reads every page of ${kind}s`, async () => {
            const { pages } = await found(kind);
            assert.deepEqual(
                pages.map((page) =>
                    page.map(
                        ({ id, state, tags }) => `${short(id)} ${state} ${ownershipOf(tags, CLUSTER).kind}`,
                    ),
                ),
                expected,
            );
        });
    }

    it("asks for the cluster's tags alone, and for the next page by its token", async () => {
        const { sent } = await found("volume");
        const keys = tagKeysOf(CLUSTER).map((key, index) => [`Filter.1.Value.${index + 1}`, key]);
        const filter = { "Filter.1.Name": "tag-key", ...Object.fromEntries(keys), MaxResults: "500" };
        assert.deepEqual(sent, [
            { service: "ec2", action: "DescribeVolumes", parameters: filter },
            { service: "ec2", action: "DescribeVolumes", parameters: { ...filter, NextToken: "page-2" } },
        ]);
    });

    it("asks for the tags of at most twenty load balancers at once", async () => {
        const { sent } = await found("load balancer");
        assert.deepEqual(
            sent.map(({ action, parameters, service }) => [
                service.replace("elasticloadbalancing", "elb"),
                action,
                Object.keys(parameters).length,
            ]),
            [
                ["elbv2", "DescribeLoadBalancers", 0],
                ["elbv2", "DescribeTags", 20],
                ["elbv2", "DescribeTags", 2],
                ["elbv2", "DescribeLoadBalancers", 1],
                ["elbv2", "DescribeTags", 1],
                ["elb", "DescribeLoadBalancers", 0],
                ["elb", "DescribeTags", 1],
                ["elb", "DescribeLoadBalancers", 1],
                ["elb", "DescribeTags", 1],
            ],
        );
    });

    it("keeps what a sweep needs to know of a thing", async () => {
        const { pages: interfaces } = await found("network interface");
        assert.deepEqual(interfaces[0]?.[0], {
            kind: "network interface",
            id: "eni-0000000000000001a",
            name: "aws-K8S-i-0a1b2c3d4e5f60718",
            state: "available",
            account: ACCOUNT,
            tags: {
                "cluster.k8s.amazonaws.com/name": CLUSTER,
                "eks:eni:owner": "amazon-vpc-cni",
                "node.k8s.amazonaws.com/instance_id": "i-0a1b2c3d4e5f60718",
            },
            managedByAws: false,
        });
        assert.equal(interfaces[1]?.[2]?.managedByAws, true);
        const names = await Promise.all(
            (["instance", "security group", "volume", "load balancer"] as const).map(found),
        );
        assert.deepEqual(
            names.map(({ pages }) => [pages[0]?.[0]?.name, pages[0]?.[0]?.account]),
            [
                ["general-x7", ACCOUNT],
                ["eks-cluster-sg-platform-dev-1234567890", ACCOUNT],
                ["data", undefined],
                ["k8s-default-web", ACCOUNT],
            ],
        );
    });

    it("rule 3: over all pages only the cluster's idle things are leaked", async () => {
        const said: string[] = [];
        const options = { cluster: CLUSTER, account: ACCOUNT, clusterExists: false, keepVolumes: false };
        const { kept, leaked } = await survey(cloudOf().cloud, options, (line) => void said.push(line));
        assert.deepEqual(
            leaked.map(({ item }) => short(item.id)),
            [
                "app/k8s-default-web/50dc6c495c0c9188",
                "a1b2c3d4",
                "i-0a1b2c3d4e5f60718",
                "eni-0000000000000001a",
                "eni-0000000000000004d",
                // Its only user is the classic load balancer, which goes.
                "sg-0000000000000001a",
                "vol-0000000000000001a",
            ],
        );
        assert.deepEqual(
            kept.map(({ item, why }) => `${item.id}: ${why}`),
            [
                "i-0a1b2c3d4e5f60719: Auto Scaling group eks-system-1a would replace it: delete its node group",
                "eni-0000000000000002b: in use",
                "eni-0000000000000005e: an AWS service made it for itself",
                "vol-0000000000000002b: in use",
                "sg-0000000000000002b: eni-0000000000000007a uses it and stays",
            ],
        );
        assert.equal(said[2], "network interfaces: 5 tagged, on 2 pages");
    });

    it("knows the account and whether the cluster exists", async () => {
        const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
        const { cloud, sent } = cloudOf(({ service }) => ({
            body:
                service === "sts" ? identity : '{"cluster": {"name": "platform-dev", "status": "DELETING"}}',
        }));
        assert.equal(await cloud.account(), ACCOUNT);
        assert.equal(await cloud.clusterStatus(CLUSTER), "DELETING");
        assert.deepEqual(
            sent.map(({ action, service }) => `${service} ${action}`),
            ["sts GetCallerIdentity", "eks GET /clusters/platform-dev"],
        );
        // The error's type comes in a header of the real thing, or in the body.
        const gone = {
            status: 404,
            body: '{"__type": "ResourceNotFoundException", "message": "No cluster found"}',
        };
        assert.equal(await cloudOf(() => gone).cloud.clusterStatus(CLUSTER), undefined);
    });

    for (const [kind, id, service, action, parameters] of [
        [
            "load balancer",
            "arn:aws:elb:x:1:loadbalancer/a",
            "elasticloadbalancingv2",
            "DeleteLoadBalancer",
            { LoadBalancerArn: "arn:aws:elb:x:1:loadbalancer/a" },
        ],
        ["load balancer", "a1b2", "elasticloadbalancing", "DeleteLoadBalancer", { LoadBalancerName: "a1b2" }],
        ["instance", "i-1", "ec2", "TerminateInstances", { "InstanceId.1": "i-1" }],
        ["network interface", "eni-1", "ec2", "DeleteNetworkInterface", { NetworkInterfaceId: "eni-1" }],
        ["security group", "sg-1", "ec2", "DeleteSecurityGroup", { GroupId: "sg-1" }],
        ["volume", "vol-1", "ec2", "DeleteVolume", { VolumeId: "vol-1" }],
    ] as const) {
        it(`removes ${kind} ${id} by one call`, async () => {
            const { cloud, sent } = cloudOf((request) => done(request.action));
            await cloud.remove(thing(kind, id));
            assert.deepEqual(sent, [{ service, action, parameters }]);
        });
    }

    it("takes AWS's code for a refusal, and leaves the encoded text out", async () => {
        const text =
            "You are not authorized to perform this operation. Encoded authorization failure message: abcDEF_-123";
        const { cloud } = cloudOf(() => refusal("UnauthorizedOperation", text));
        const expected = {
            code: "UnauthorizedOperation",
            message: "You are not authorized to perform this operation.",
        };
        await assert.rejects(cloud.remove(thing("volume", "vol-1")), expected);
        await assert.rejects(async () => {
            for await (const page of cloud.find("volume", tagKeysOf(CLUSTER)))
                assert.fail(String(page.length));
        }, expected);
        const cut = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
        const refused = refusalOf(cut);
        assert.ok(refused instanceof AwsRefusal);
        assert.equal(refused.code, "ENOTFOUND");
        assert.ok(refusalOf(new TypeError("a fault")) instanceof TypeError);
    });

    it("asks which instances have not ended", async () => {
        const { cloud, sent } = cloudOf(() => fixture("instances-2"));
        assert.deepEqual(await cloud.unfinished(["i-1", "i-2"]), [
            "i-0a1b2c3d4e5f60719",
            "i-0a1b2c3d4e5f6071a",
            "i-0a1b2c3d4e5f6071b",
        ]);
        assert.deepEqual(sent[0]?.parameters, {
            "Filter.1.Name": "instance-id",
            "Filter.1.Value.1": "i-1",
            "Filter.1.Value.2": "i-2",
            "Filter.2.Name": "instance-state-name",
            "Filter.2.Value.1": "pending",
            "Filter.2.Value.2": "running",
            "Filter.2.Value.3": "stopping",
            "Filter.2.Value.4": "stopped",
            "Filter.2.Value.5": "shutting-down",
            MaxResults: "500",
        });
    });

    it("rule 4: revokes the rules that name a group, and no other", async () => {
        const { cloud, sent } = cloudOf((request) =>
            request.action.startsWith("Revoke") ? done(request.action) : pageOf("rules", request),
        );
        await cloud.revokeReferences(["sg-0000000000000001a", "sg-0000000000000002b"]);
        assert.deepEqual(
            sent.slice(2).map(({ action, parameters }) => ({ action, ...parameters })),
            [
                {
                    action: "RevokeSecurityGroupIngress",
                    GroupId: "sg-0000000000000001a",
                    "SecurityGroupRuleId.1": "sgr-0000000000000001a",
                },
                {
                    action: "RevokeSecurityGroupEgress",
                    GroupId: "sg-0000000000000002b",
                    "SecurityGroupRuleId.1": "sgr-0000000000000003c",
                },
            ],
        );
    });
});
