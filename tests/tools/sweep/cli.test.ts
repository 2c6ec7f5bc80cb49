import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { FORK } from "../../../tools/plan/root";
import { main } from "../../../tools/sweep/cli";
import { AwsRefusal, type Cloud, type Found, type GroupUse } from "../../../tools/sweep/found";
import { FILLED } from "../../support/settings";
import { keptTerminal } from "../../support/terminal";
import { ACCOUNT, CLUSTER, FOREIGN, OWNED, thing, use } from "./things";

/** An account with things in it, two a page; what is removed is gone. */
function cloudWith(things: readonly Found[], changes: Partial<Cloud> = {}, uses: readonly GroupUse[] = []) {
    let left = [...things];
    const removed: string[] = [];
    const regions: string[] = [];
    const cloud: Cloud = {
        account: () => Promise.resolve(ACCOUNT),
        clusterStatus: () => Promise.resolve(undefined),
        find: async function* (kind) {
            await Promise.resolve();
            const some = left.filter((item) => item.kind === kind);
            for (let start = 0; start < Math.max(some.length, 1); start += 2)
                yield some.slice(start, start + 2);
        },
        usesOf: async function* (groupIds) {
            await Promise.resolve();
            yield uses.filter(({ groupIds: own }) => own.some((id) => groupIds.includes(id)));
        },
        remove: ({ id }) => {
            removed.push(id);
            left = left.filter((item) => item.id !== id);
            return Promise.resolve();
        },
        unfinished: () => Promise.resolve([]),
        revokeReferences: () => Promise.resolve(),
        ...changes,
    };
    return { cloud: (region: string) => (regions.push(region), cloud), removed, regions };
}

const POOL = { ...OWNED, "karpenter.sh/nodepool": "general", Name: "general-x7" };
const LEFT = [
    thing(
        "load balancer",
        `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:loadbalancer/net/k8s-web/1f2e`,
        {
            tags: { "elbv2.k8s.aws/cluster": CLUSTER },
        },
    ),
    thing("instance", "i-1", { tags: POOL, name: "general-x7" }),
    thing("network interface", "eni-1", { name: "aws-K8S-i-0" }),
    thing("network interface", "eni-2", { state: "in-use" }),
    thing("network interface", "eni-3", { tags: FOREIGN }),
    thing("network interface", "eni-4"),
    thing("security group", "sg-1", { name: "k8s-elb-a1", state: "unused" }),
    thing("security group", "sg-2", { name: "k8s-traffic", state: "unused" }),
    thing("volume", "vol-1", { name: "data" }),
];
const USES = [use("eni-9", ["sg-2"])];

const LIST = [
    `Cluster ${CLUSTER} in account ${ACCOUNT}, us-east-1, does not exist (any more).`,
    "Left behind, 6:",
    "  load balancer      net/k8s-web/1f2e     active, elbv2.k8s.aws/cluster",
    "  instance           i-1 (general-x7)     running, Karpenter's node pool general",
    "  network interface  eni-1 (aws-K8S-i-0)  available, kubernetes.io/cluster/platform-dev",
    "  network interface  eni-4                available, kubernetes.io/cluster/platform-dev",
    "  security group     sg-1 (k8s-elb-a1)    unused, kubernetes.io/cluster/platform-dev",
    "  volume             vol-1 (data)         available, kubernetes.io/cluster/platform-dev",
    "Kept, 2:",
    "  network interface, in use: eni-2",
    "  security group, eni-9 uses it and stays: sg-2 (k8s-traffic)",
    "",
].join("\n");

const PROGRESS = [
    "load balancers: 1 tagged, on 1 page",
    "instances: 1 tagged, on 1 page",
    "network interfaces: 4 tagged, on 2 pages",
    "security groups: 2 tagged, on 1 page",
    "volumes: 1 tagged, on 1 page",
    "",
].join("\n");

describe("npm run sweep", () => {
    let directory = "";

    before(() => {
        directory = mkdtempSync(path.join(tmpdir(), "sweep-test-"));
        copyFileSync(path.join(FORK, "Pulumi.yaml"), path.join(directory, "Pulumi.yaml"));
        copyFileSync(FILLED, path.join(directory, "Pulumi.dev.yaml"));
        copyFileSync(path.join(FORK, "Pulumi.staging.yaml"), path.join(directory, "Pulumi.staging.yaml"));
    });

    after(() => rmSync(directory, { recursive: true }));

    async function sweep(args: readonly string[], fake = cloudWith(LEFT, {}, USES), typed?: string) {
        const { terminal, text } = keptTerminal();
        const questions: string[] = [];
        const ask = (question: string): Promise<string> => {
            questions.push(question);
            return Promise.resolve(typed ?? "");
        };
        const code = await main(args, terminal, {
            cloud: fake.cloud,
            ask: typed === undefined ? undefined : ask,
            sleep: () => Promise.resolve(),
            directory,
        });
        return { code, ...text, questions, removed: fake.removed, regions: fake.regions };
    }

    it("rule 3: lists, and changes nothing", async () => {
        assert.deepEqual(await sweep(["dev"]), {
            code: 0,
            out: LIST,
            err: `${PROGRESS}Nothing was deleted: npm run sweep -- dev --delete does.\n`,
            questions: [],
            removed: [],
            regions: ["us-east-1"],
        });
    });

    it("says so when nothing is left", async () => {
        const { code, out } = await sweep(["dev"], cloudWith([]));
        assert.deepEqual([code, out.split("\n")[1]], [0, "Nothing is left behind."]);
        const asked = await sweep(["dev", "--delete"], cloudWith([]), "no matter");
        assert.deepEqual([asked.code, asked.questions, asked.removed], [0, [], []]);
    });

    it("deletes exactly what it listed, once the cluster's name has been typed", async () => {
        const { code, err, out, questions, removed } = await sweep(["dev", "--delete"], undefined, CLUSTER);
        assert.equal(code, 0);
        assert.equal(out, LIST);
        assert.deepEqual(questions, [`Type ${CLUSTER} to delete these 6: `]);
        assert.deepEqual(
            removed.map((id) => id.replace(/^arn:.*\//, "")),
            ["1f2e", "i-1", "eni-1", "eni-4", "sg-1", "vol-1"],
        );
        assert.match(err, /\nvolume vol-1 \(data\): deleted\n6 deleted, 0 not; 0 left behind now\.\n$/);
    });

    it("takes the name from --yes where there is nobody to ask", async () => {
        const { code, questions, removed } = await sweep(["dev", "--delete", "--yes", CLUSTER]);
        assert.deepEqual([code, questions, removed.length], [0, [], 6]);
        const mute = await sweep(["dev", "--delete"]);
        assert.deepEqual([mute.code, mute.removed], [2, []]);
        assert.match(mute.err, /\nerror: There is nobody to ask: add --yes platform-dev\.\n$/);
    });

    for (const typed of ["", "yes", "platform-de", "PLATFORM-DEV"]) {
        it(`deletes nothing for "${typed}"`, async () => {
            const { code, err, removed } = await sweep(["dev", "--delete"], undefined, typed);
            assert.deepEqual([code, removed], [2, []]);
            assert.match(err, /\nerror: That is not platform-dev; nothing was deleted\.\n$/);
            const flag = await sweep(["dev", "--delete", "--yes", typed]);
            assert.deepEqual([flag.code, flag.removed], [2, []]);
        });
    }

    it("keeps volumes when told to", async () => {
        const { out, removed } = await sweep(["dev", "--delete", "--keep-volumes", "--yes", CLUSTER]);
        assert.match(out, /\n {2}volume, --keep-volumes: vol-1 \(data\)\n/);
        assert.ok(!removed.includes("vol-1"));
    });

    it("does not take a living cluster's nodes away, unless told that it is broken", async () => {
        const alive = () => cloudWith(LEFT, { clusterStatus: () => Promise.resolve("ACTIVE") }, USES);
        const listed = await sweep(["dev"], alive());
        assert.equal(listed.code, 0);
        assert.match(listed.out, /, exists \(ACTIVE\): what is listed may be at work\.\n/);
        const refused = await sweep(["dev", "--delete", "--yes", CLUSTER], alive());
        assert.deepEqual([refused.code, refused.removed], [2, []]);
        assert.match(
            refused.err,
            /\nerror: Cluster platform-dev exists \(ACTIVE\): its nodes and load balancers are at work\. Destroy the environment first; if it is broken, add --cluster-exists\.\n$/,
        );
        const forced = await sweep(["dev", "--delete", "--yes", CLUSTER, "--cluster-exists"], alive());
        assert.deepEqual([forced.code, forced.removed.length], [0, 6]);
    });

    it("asks for nothing with credentials of another account", async () => {
        const fake = cloudWith(LEFT, {
            account: () => Promise.resolve("222222222222"),
            find: () => assert.fail("was asked"),
            clusterStatus: () => assert.fail("was asked"),
        });
        const { code, err, out } = await sweep(["dev", "--delete", "--yes", CLUSTER], fake);
        assert.deepEqual({ code, out }, { code: 2, out: "" });
        assert.equal(
            err,
            `error: The credentials are of account 222222222222, Pulumi.dev.yaml of ${ACCOUNT}. Set AWS_PROFILE to a profile of that account.\n`,
        );
    });

    it("names the code of a refusal, never what a credential process wrote", async () => {
        const refusal = new AwsRefusal("CredentialsProviderError", "secret words");
        const { code, err } = await sweep(["dev"], cloudWith([], { account: () => Promise.reject(refusal) }));
        assert.equal(code, 2);
        assert.equal(
            err,
            "error: AWS does not say whose the credentials are (CredentialsProviderError). Log in, set AWS_PROFILE, or mend the network.\n",
        );
    });

    it("ends with 1 when AWS refuses a list, and deletes nothing", async () => {
        const fake = cloudWith(LEFT, {
            find: async function* (kind) {
                await Promise.resolve();
                if (kind === "volume") throw new AwsRefusal("UnauthorizedOperation", "You may not.");
                yield LEFT.filter((item) => item.kind === kind);
            },
        });
        const { code, err, out, removed } = await sweep(["dev", "--delete", "--yes", CLUSTER], fake);
        assert.deepEqual({ code, out, removed }, { code: 1, out: "", removed: [] });
        assert.match(err, /\nAWS refused \(UnauthorizedOperation\): You may not\.\n$/);
    });

    it("ends with 1 when something is left, and lists it", async () => {
        const fake = cloudWith(LEFT, {}, USES);
        const stubborn = fake.cloud("us-east-1");
        const cloud: Cloud = {
            ...stubborn,
            remove: (item) =>
                item.id === "vol-1"
                    ? Promise.reject(new AwsRefusal("UnauthorizedOperation", "You may not."))
                    : stubborn.remove(item),
        };
        const { code, err, out } = await sweep(["dev", "--delete", "--yes", CLUSTER], {
            ...fake,
            cloud: () => cloud,
        });
        assert.equal(code, 1);
        assert.match(
            err,
            /\nvolume vol-1 \(data\): UnauthorizedOperation: You may not\.\n5 deleted, 1 not; 1 left behind now\.\n$/,
        );
        assert.match(out, /\nLeft behind, 1:\n {2}volume {2}vol-1 \(data\) {2}available, /);
    });

    it("lists what became free meanwhile, and does not delete it unasked", async () => {
        const freed = thing("volume", "vol-2");
        const fake = cloudWith([thing("instance", "i-1")]);
        const before = fake.cloud("us-east-1");
        const cloud: Cloud = {
            ...before,
            find: async function* (kind, keys) {
                yield* before.find(kind, keys);
                if (kind === "volume" && fake.removed.includes("i-1")) yield [freed];
            },
        };
        const { code, err, removed } = await sweep(["dev", "--delete", "--yes", CLUSTER], {
            ...fake,
            cloud: () => cloud,
        });
        assert.deepEqual([code, removed], [1, ["i-1"]]);
        assert.match(err, /\n1 deleted, 0 not; 1 left behind now\.\n$/);
    });

    it("refuses an environment it cannot know the account of", async () => {
        const unknown = await sweep(["pord"]);
        assert.deepEqual([unknown.code, unknown.regions], [2, []]);
        assert.match(unknown.err, /^error: no environment "pord": there is no Pulumi\.pord\.yaml\. /);
        const unfilled = await sweep(["staging", "--delete"]);
        assert.deepEqual([unfilled.code, unfilled.regions], [2, []]);
        assert.equal(
            unfilled.err,
            "error: Pulumi.staging.yaml still holds the placeholder of platform:account.\n",
        );
    });

    it("refuses a command line it does not understand", async () => {
        const none = await sweep([]);
        assert.equal(none.code, 2);
        assert.match(none.err, /^error: missing required argument 'environment'\n/);
        assert.equal((await sweep(["dev", "--force"])).code, 2);
        const help = await sweep(["--help"]);
        assert.equal(help.code, 0);
        assert.match(help.out, /^Usage: npm run sweep -- \[options\] <environment>\n/);
    });
});
