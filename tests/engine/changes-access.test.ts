/** Ring 2: who may use the API server, and from where, changes. */
import assert from "node:assert/strict";

import { objectOf } from "../../tools/facts/build";
import { type Entry, valuesOf } from "../../tools/sandbox/inventory";
import { assertChanges } from "./changes";
import { deployed } from "./deployed";
import { type Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";

const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const ADMIN = "access-platform-admin-839b4187";
const DEPLOYER = "access-platform-deploy-e26565d6";
const NEW_ADMIN = "access-platform-oncall-2bf61356";

/** A replacement in which the old one goes first. */
const DELETED_FIRST = (name: string) => [
    [`delete-replaced AccessPolicyAssociation ${name}`],
    [`create-replacement AccessPolicyAssociation ${name}`],
];

const SCOPED = {
    dev: require.resolve("./programs/dev-admin-scoped.ts"),
    staging: require.resolve("./programs/staging-admin-scoped.ts"),
} as const;

describeWithPulumi("ring 2: access changes", function () {
    this.timeout(RUN_MS);

    it("API CIDRs: the control plane, and nothing in it", async () => {
        const bench = await deployed("dev");
        bench.configure(['cidrs: ["203.0.113.0/24"]', 'cidrs: ["203.0.113.0/24", "198.51.100.7/32"]']);
        const run = await bench.up();
        assertChanges(run, [["update Cluster cluster-control-plane"]], ["update Cluster cluster"]);
        assert.deepEqual(run.notes, []);
    });

    it("rule 9, 10: another way to the API server replaces nothing in the cluster, and is the way from then on", async () => {
        const bench = await deployed("dev");
        const role = "arn:aws:iam::123456789012:role/platform-deploy";
        bench.configure([
            "  platform:deployRoleArn:",
            `  platform:assumeRoleArn: ${role}\n  platform:deployRoleArn:`,
        ]);
        const run = await bench.up();
        assertChanges(
            run,
            [],
            [
                "update Cluster cluster",
                "update Platform platform",
                "update aws aws",
                "update kubernetes cluster-kubernetes",
            ],
        );
        // The hub's own role has no entry: only with the role assumed does the API server answer.
        const refresh = await bench.refresh();
        assert.equal(refresh.code, 0, said(refresh));
        assert.deepEqual(
            refresh.steps.filter(({ op }) => op !== "refresh"),
            [],
        );
    });

    for (const stack of ["dev", "staging"] as const) {
        it(`${stack}: an admin swapped, in one update and never without one`, async () => {
            const bench = await deployed(stack);
            const before = bench.inventory.all();
            bench.configure(["role/platform-admin", "role/platform-oncall"]);
            const run = await bench.up();
            assertChanges(
                run,
                [
                    [`create AccessEntry ${NEW_ADMIN}`],
                    [`create AccessPolicyAssociation ${NEW_ADMIN}`],
                    [`delete AccessPolicyAssociation ${ADMIN}`],
                    [`delete AccessEntry ${ADMIN}`],
                ],
                ["update Access access"],
            );
            assert.equal(fewestAdmins(before, run), 1);
            assert.deepEqual(run.notes, []);
        });

        it(`${stack}: an admin's scope changed, the old one first`, async () => {
            const bench = await deployed(stack);
            bench.run(SCOPED[stack]);
            assertChanges(await bench.up(), DELETED_FIRST(ADMIN));
            assert.deepEqual(scopesOf(bench), { [ADMIN]: "namespace", [DEPLOYER]: "cluster" });
        });
    }

    it("staging: the deploy role's scope changed, unprotected in the same update", async () => {
        const bench = await deployed("staging");
        bench.run(require.resolve("./programs/staging-deployer-scoped.ts"));
        const refused = await bench.up();
        assert.match(
            said(refused),
            new RegExp(
                `unable to replace resource ".*::${DEPLOYER}"\\s+as it is currently marked for protection`,
            ),
        );
        assert.deepEqual(
            [refused.code === 0, refused.changes, scopesOf(bench)[DEPLOYER]],
            [false, [], "cluster"],
        );

        bench.run(require.resolve("./programs/staging-deployer-scoped-unprotected.ts"));
        // The root of the tree says what is not protected.
        assertChanges(await bench.up(), DELETED_FIRST(DEPLOYER), ["update Platform platform"]);
        assert.deepEqual(scopesOf(bench), { [ADMIN]: "cluster", [DEPLOYER]: "namespace" });
    });
});

/** Admins other than the deploy role at the worst moment: a creation counts from its end, a deletion from its start. */
function fewestAdmins(before: readonly Entry[], { changes }: Run): number {
    const start = before.filter(({ name, type }) => type === ASSOCIATION && name !== DEPLOYER).length;
    const moments = changes
        .filter(({ name, type }) => type === ASSOCIATION && name !== DEPLOYER)
        .map(({ began, ended = 0, method }) =>
            method === "create" ? { at: ended, by: 1 } : { at: began, by: -1 },
        )
        .sort((one, other) => one.at - other.at);
    let count = start;
    return Math.min(start, ...moments.map(({ by }) => (count += by)));
}

/** Kind of scope by the association's name. */
function scopesOf(bench: Bench): Readonly<Record<string, unknown>> {
    const associations = bench.inventory.ofType(ASSOCIATION);
    return Object.fromEntries(
        associations.map((entry) => [entry.name, objectOf(valuesOf(entry)["accessScope"])["type"]]),
    );
}
