/** Which rows of benchmarks an environment meets, and the whole map of the tests' own stacks, row by row. */
import assert from "node:assert/strict";

import { CATALOGUE } from "../../../tools/policy/catalogue";
import type { Exemption } from "../../../tools/policy/exemptions";
import { type MappedRow, mapOf, ROW_STATES, type RowState } from "../../../tools/policy/map";
import { controlsOf, type ControlsReport } from "../../../tools/policy/report";
import { graphOf, planned } from "../../support/graphs";
import { judgedGraphs } from "./judged";

const KEY = planned({ type: "aws:kms/key:Key", name: "keys", inputs: { deletionWindowInDays: 30 } });
const EXEMPT: Exemption = {
    control: "C43",
    urn: KEY.urn,
    reason: "The key is turned by hand each quarter.",
    owner: "platform-team",
    expires: "2027-06-30",
};

function reportOf(...exemptions: readonly Exemption[]): ControlsReport {
    const controls = CATALOGUE.filter(({ id }) => ["C43", "C44", "C65", "C73", "C92"].includes(id));
    return controlsOf(graphOf(KEY), { controls, exemptions, level: "dev" });
}

describe("the map of benchmarks", () => {
    const row = (id: string, report = reportOf()) => mapOf(report).find((one) => one.id === id);

    it("has a row not met, met, exempt", () => {
        assert.deepEqual(row("KMS.4"), {
            benchmark: "fsbp",
            id: "KMS.4",
            title: "AWS KMS key rotation should be enabled",
            state: "not met",
            controls: ["C43"],
            evidence: ["C43 broken: keys › enableKeyRotation: is not rotated"],
        });
        assert.deepEqual(
            [row("KMS.3")?.state, row("KMS.3")?.evidence],
            ["met", ["C44 held: keys › deletionWindowInDays = 30"]],
        );
        assert.equal(row("KMS.4", reportOf(EXEMPT))?.state, "exempt");
    });

    it("says of what the level is let off, and of what there is nothing", () => {
        assert.deepEqual(
            [row("encryption")?.state, row("encryption")?.because],
            ["not asked", "C65, from production on"],
        );
        assert.deepEqual(
            [row("EFS.1")?.state, row("EFS.1")?.because],
            [
                "not applicable",
                "nothing here to ask about: C73, file systems of EFS are encrypted, and their access points have a directory and a user of their own",
            ],
        );
    });

    it("says what no plan can know, and where to look", () => {
        const found = row("3.2.4");
        assert.equal(found?.state, "beyond");
        assert.equal(
            found.beyond,
            "is decided by images of nodes and containers: EKS' images of nodes set it: kube-bench on a node says whether they still do",
        );
    });

    it("leaves to the account what nothing here answers and somebody else may", () => {
        const trail = row("CloudTrail.1");
        assert.deepEqual([trail?.state, trail?.controls, trail?.because], ["beyond", ["C92"], undefined]);
        assert.match(trail?.beyond ?? "", /^belongs to the AWS account/);
    });
});

/** By name what is neither met nor beyond any plan. */
interface Told {
    /** The level is let off. */
    readonly notAsked: readonly string[];
    /** The environment makes nothing of the kind. */
    readonly nothing: readonly string[];
}

/** What none of them makes. */
const NOWHERE = words(
    "ACM.2 AutoScaling.9 Backup.1 CloudTrail.2 CloudTrail.4 CloudTrail.6 ECR.1 ECR.2 ECR.3 EFS.1 EFS.3 EFS.4",
    "EventBridge.3 S3.2 S3.3 S3.5 S3.6 S3.8 S3.10 S3.12 S3.13 S3.14 SNS.4",
    "data/access-points image/lifecycle image/immutable-tags",
);

/** Volumes, topics and the rest that production alone must answer for. */
const FROM_PRODUCTION = words(
    "5.1.4 EC2.28 EFS.2 EKS.1 FSx.1 SNS.1 image/endpoint-policies multitenancy/quotas",
);

const WHOLE: Readonly<Record<string, Told>> = {
    dev: {
        notAsked: [
            ...FROM_PRODUCTION,
            ...words(
                "4.1.1 4.2.2 4.2.3 4.2.4 4.3.1 4.3.2 4.4.2 5.3.1 5.4.4 5.4.5 EC2.6 EKS.3 network-policies alerting",
                "pods/modes pods/privileged pods/host-path network/least-privilege network/load-balancers",
                "data/envelope data/external-secrets detective/alarms",
            ),
        ],
        nothing: [
            ...NOWHERE,
            ...words(
                // No node of its own outside Karpenter, no key of its own, no security group of its own.
                "5.2.1 SSM.1 hosts/access KMS.3 KMS.4 KMS.5 data/rotate-keys EC2.13 EC2.14 EC2.18 EC2.19",
            ),
        ],
    },
    staging: { notAsked: FROM_PRODUCTION, nothing: NOWHERE },
    production: { notAsked: [], nothing: [...NOWHERE, ...words("EFS.2 FSx.1 SNS.1")] },
};

function words(...lines: readonly string[]): readonly string[] {
    return lines.flatMap((line) => line.split(" "));
}

describe("the map of each environment", function () {
    this.timeout(60_000);
    const maps = new Map<string, readonly MappedRow[]>();

    before(async () => {
        const stacks = (await judgedGraphs()).filter(({ isStack }) => isStack);
        const all = stacks.map(({ graph }) => graph);
        for (const { graph, level, name } of stacks) {
            const asked = { controls: CATALOGUE, exemptions: [], level, all };
            maps.set(name, mapOf(controlsOf(graph, asked)));
        }
    });

    for (const [stack, told] of Object.entries(WHOLE)) {
        it(`is complete for ${stack}: each row is met, let off by name, or unknowable before deployment`, () => {
            const rows = maps.get(stack) ?? [];
            const ids = (state: RowState) => rows.filter((row) => row.state === state).map(({ id }) => id);
            const rest = ROW_STATES.filter((state) => ["not met", "unknown", "exempt"].includes(state));
            assert.deepEqual(rest.flatMap(ids), []);
            assert.deepEqual(
                { notAsked: ids("not asked").sort(), nothing: ids("not applicable").sort() },
                { notAsked: [...told.notAsked].sort(), nothing: [...told.nothing].sort() },
            );
        });

        it(`says of every row of ${stack} by what it is met, who is let off, or who knows`, () => {
            const silent = (maps.get(stack) ?? []).filter(
                ({ because, beyond, evidence, state }) =>
                    (state === "met" ? evidence[0] : state === "beyond" ? beyond : because) === undefined,
            );
            assert.deepEqual(
                silent.map(({ id }) => id),
                [],
            );
        });
    }
});
