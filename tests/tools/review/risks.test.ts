import assert from "node:assert/strict";

import { ANY_FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { type Risk, RISK_KINDS, type RiskKind, SEVERITIES } from "../../../tools/review/risks/risk";
import type { Case } from "./case";
import { CASES } from "./cases";
import { ENVIRONMENT } from "./environment";
import { graphOf, withChanges, withInputs } from "./world";

function risksIn({ given = {}, change }: Pick<Case, "given" | "change">): readonly Risk[] {
    const base = withChanges(ENVIRONMENT, given);
    return risksOf(diff(graphOf(base), graphOf(withChanges(base, change)), ANY_FACTS));
}

describe("risks", () => {
    for (const known of CASES) {
        it(`of ${known.title}`, () => {
            const found = risksIn(known).map(({ severity, kind, urn, what, refused }) =>
                [
                    severity,
                    kind,
                    urn.split("::").at(-1),
                    what,
                    ...(refused === undefined ? [] : ["refused"]),
                ].join(" | "),
            );
            assert.deepEqual(found, known.risks);
        });
    }

    const all = CASES.flatMap((known) => risksIn(known));

    it("of every kind are among these", () => {
        // Four are of whole graphs and files: compute-kinds, cost, project and first-deployment.test.ts.
        const elsewhere = [
            "compute-moves",
            "control-lost",
            "costs-more",
            "project-renamed",
            "settings-meet",
        ] as const;
        const kinds = new Set<RiskKind>([...all.map(({ kind }) => kind), ...elsewhere]);
        assert.deepEqual(
            RISK_KINDS.filter((kind) => !kinds.has(kind)),
            [],
        );
    });

    it("say why, on whose word, and what to do instead", () => {
        for (const { what, why, source, remedy } of all) {
            assert.match(what, /\.$/);
            assert.match(why, /\.$/);
            assert.ok(source.length > 10, what);
            assert.match(remedy, /^[A-Z].*[^.]$/, what);
        }
    });

    it("come with the worst first", () => {
        for (const known of CASES) {
            const ranks = risksIn(known).map(({ severity }) => SEVERITIES.indexOf(severity));
            assert.deepEqual(ranks, [...ranks].sort());
        }
    });

    it("rule 27: replacing the cluster, the VPC or a subnet is always one", () => {
        const changes = [
            { cluster: withInputs(ENVIRONMENT.cluster, { bootstrapSelfManagedAddons: false }) },
            { vpc: withInputs(ENVIRONMENT.vpc, { cidrBlock: "10.9.0.0/16" }) },
            { subnet: withInputs(ENVIRONMENT.subnet, { cidrBlock: "10.0.32.0/19" }) },
        ];
        for (const change of changes) {
            const [first] = risksIn({ change });
            assert.equal(first?.kind, "replaced");
            assert.match(first.urn, new RegExp(`::${ENVIRONMENT[Object.keys(change)[0] as "vpc"].name}$`));
        }
    });

    it("rule 39: 1.35 to 1.37 is refused, 1.35 to 1.36 accepted, a downgrade refused", () => {
        const kinds = (version: string) =>
            risksIn({ change: { cluster: withInputs(ENVIRONMENT.cluster, { version }) } }).map(
                ({ kind }) => kind,
            );
        assert.deepEqual(kinds("1.37"), ["version-skipped"]);
        assert.deepEqual(kinds("1.36"), []);
        assert.deepEqual(kinds("1.34"), ["version-downgrade"]);
    });

    it("say how what is protected goes, and what a subnet's addresses take", () => {
        const guarded = { ...ENVIRONMENT.nat, options: { protect: true } };
        const remedies = (given: Case["given"], change: Case["change"]) =>
            risksIn({ given: given ?? {}, change }).map(({ kind, remedy }) => `${kind}: ${remedy}`);
        assert.deepEqual(remedies({ nat: guarded }, { nat: undefined }), [
            'deleted: Put it back; if it is meant to go, first move what it holds and deploy "network" in unprotected, then remove it and that line in the next change',
        ]);
        const moved = remedies(
            {},
            { subnet: withInputs(ENVIRONMENT.subnet, { availabilityZone: "eu-west-1b" }) },
        );
        assert.deepEqual(
            moved.filter((remedy) => remedy.includes("free slot")),
            ["update-fails: Leave it where it is and use a free slot of platform:zones, or other addresses"],
        );
    });

    it("rule 30: a rename without an alias is told with the alias that keeps the resource", () => {
        const [lost] = risksIn({ change: { vpc: { ...ENVIRONMENT.vpc, name: "net-vpc" } } });
        assert.equal(
            lost?.remedy,
            'If "net-vpc" is the same thing under another name, give it aliases: [{ urn: "urn:pulumi:dev::kit::platform:stacks:Platform$platform:network:Vpc$aws:ec2/vpc:Vpc::network-vpc" }]',
        );
        const [cluster] = risksIn({ change: { clusterRole: { ...ENVIRONMENT.clusterRole, name: "role" } } });
        assert.equal(
            cluster?.remedy,
            'If "role" is the same thing under another name, give it aliases: [{ urn: "urn:pulumi:dev::kit::platform:stacks:Platform$aws:iam/role:Role::cluster-role" }], so that roleArn stays',
        );
    });

    it("without a base are none", () => {
        assert.deepEqual(risksOf(diff(undefined, graphOf(ENVIRONMENT), ANY_FACTS)), []);
    });
});
